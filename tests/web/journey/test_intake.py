"""Coming in: referred or by oneself, answered with a reason; asked only what the programme needs."""

import zipfile
from datetime import date
from uuid import UUID, uuid4

import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.urls import reverse

from werkzaam.sides import GUIDANCE
from werkzaam.web.journey.actions import JourneyProblem, intake, record_need, referral
from werkzaam.web.journey.models import Concept, LanguageLevel, Referral, Skill, SkillScheme, Trajectory
from werkzaam.web.journey.queries import profile as queries
from werkzaam.web.journey.queries import referral as referrals
from werkzaam.web.journey.rules import intake as rules
from werkzaam.web.ledger import queries as ledger
from werkzaam.web.people.access import Refused
from werkzaam.web.people.models import Person

ENGLISH = {"accept-language": "en"}
YARA = {"given_name": "Yara", "family_name": "Verzonnen", "phone": "0612", "email": "", "language": "ar"}


def acts(subject, act):
    return ledger.acts_on(subject, side=GUIDANCE).filter(act=f"journey.{act}").count()


@pytest.fixture
def refer(cast, at, programme):
    def make(who="femke", **more):
        values = {"id": uuid4(), "programme": programme, "organisation": cast.esdoorn, "reason": "Wil werken"}
        return referral.refer(by=cast.access(who), at=at, **{**values, **YARA, **more})

    return make


@pytest.fixture
def answer(cast, at):
    def accept(one, by="bram", team=None, **more):
        account = cast.accounts[by]
        return referral.accept_referral(
            by=cast.access(by), at=at, referral=one, coach=account, team=team or cast.north,
            started_on=date(2026, 3, 2), **more,
        )  # fmt: skip

    return accept


@pytest.mark.parametrize(("who", "source"), [("femke", "municipality"), ("lotte", "professional")])
def test_someone_is_referred_once(who, source, refer):
    one = refer(who, id=UUID(int=5))
    assert refer(who, id=UUID(int=5)) == one and one.source == source
    assert Referral.objects.count() == 1 and acts(one.pk, "refer") == 1


@pytest.mark.parametrize(
    ("more", "code"),
    [({"id": uuid4()}, "already-referred"), ({"phone": ""}, "unreachable"),
     ({"id": UUID(int=5), "given_name": "Sara"}, "already-saved")],
)  # fmt: skip
def test_an_impossible_referral_is_refused(more, code, refer):
    refer(id=UUID(int=5))
    with pytest.raises(JourneyProblem) as problem:
        refer(**more)
    assert problem.value.code == code and Referral.objects.count() == 1


@pytest.mark.parametrize("who", ["bram", "hana", "amina", "dirk"])
def test_who_may_not_refer_is_refused(who, refer):
    with pytest.raises(Refused):
        refer(who)


def test_a_yes_registers_the_person_and_starts_the_trajectory(cast, refer, answer):
    one = answer(refer())
    yara = Person.objects.get(given_name="Yara")
    assert (one.status, one.person, one.trajectory.person, yara.team) == ("accepted", yara, yara, cast.north)
    assert (one.given_name, one.phone) == ("", "")  # from now on with the person only
    assert acts(yara.pk, "accepted_referral") == 1 and acts(yara.pk, "start_trajectory") == 1


def test_a_yes_may_be_for_someone_who_is_known(cast, refer, answer):
    one = refer(given_name="Amina", family_name="Voorbeeldsma")
    assert list(referrals.namesakes(cast.access("bram"), one)) == [cast.amina]
    assert not referrals.namesakes(cast.access("chaima"), one)
    answer(one, person=cast.amina)
    assert Trajectory.objects.get().person == cast.amina and Person.objects.count() == 2


def test_a_no_needs_a_reason_and_stays(cast, at, refer, answer):
    one = refer()
    bram = {"by": cast.access("bram"), "at": at, "referral": one}
    with pytest.raises(ValueError, match="nothing"):
        referral.refuse_referral(**bram, refusal_reason="nothing", explanation="")
    referral.refuse_referral(**bram, refusal_reason="full", explanation="Na de zomer weer plaats")
    assert Referral.objects.get().refusal_reason == "full" and not Trajectory.objects.exists()
    for again in (
        lambda: answer(one),
        lambda: referral.refuse_referral(**bram, refusal_reason="full", explanation=""),
    ):
        with pytest.raises(JourneyProblem) as problem:
            again()
        assert problem.value.code == "already-decided"


def test_only_who_referred_takes_it_back(cast, at, refer):
    one = refer()
    with pytest.raises(Refused):
        referral.withdraw_referral(by=cast.access("lotte"), at=at, referral=one)
    referral.withdraw_referral(by=cast.access("femke"), at=at, referral=one)
    assert Referral.objects.get().status == "withdrawn"


@pytest.mark.parametrize("who", ["otto", "hana", "femke", "amina"])
def test_others_do_not_answer(who, cast, at, refer):
    with pytest.raises(Refused):
        referral.refuse_referral(
            by=cast.access(who), at=at, referral=refer(), refusal_reason="full", explanation=""
        )


def form(programme, cast, **more):
    return {
        "id": str(uuid4()),
        "where": f"{programme.pk}-{cast.esdoorn.pk}",
        **YARA,
        "reason": "<i>Werk</i>",
        **more,
    }


def test_the_way_of_a_referral_through_the_pages(cast, sign_in, programme):
    femke, bram = sign_in("femke"), sign_in("bram")
    url = reverse("journey:refer")
    assert femke.post(url, form(programme, cast)).status_code == 422  # without a word that the person knows
    assert femke.post(url, form(programme, cast, agreed="on")).status_code == 302
    one = Referral.objects.get()
    page = bram.get(reverse("journey:referral", args=[one.pk])).content.decode()
    assert "Yara Verzonnen" in page and "&lt;i&gt;Werk" in page
    looks = ledger.looks_at(one.pk, side=GUIDANCE).filter(actor=str(cast.accounts["bram"].pk))
    assert [look.act for look in looks] == ["journey.see_referrals"]
    wrong = bram.post(
        reverse("journey:referral_accept", args=[one.pk]), {"team": cast.south.pk, "started_on": "x"}
    )
    assert wrong.status_code == 422 and not Trajectory.objects.exists()
    yes = {"team": cast.north.pk, "started_on": "2026-03-02"}
    assert bram.post(reverse("journey:referral_accept", args=[one.pk]), yes).status_code == 302
    assert "Yara Verzonnen" in femke.get(reverse("journey:own_referrals")).content.decode()
    assert "Yara" not in sign_in("lotte").get(reverse("journey:own_referrals")).content.decode()
    assert "Yara" not in sign_in("otto").get(reverse("journey:referrals")).content.decode()


def test_the_list_of_referrals_asks_few_questions(sign_in, refer, django_assert_max_num_queries):
    for n in range(20):
        refer(given_name=f"Nr{n}")
    browser = sign_in("mila")
    with django_assert_max_num_queries(15):
        page = browser.get(reverse("journey:referrals"))
    assert page.content.decode().count("Verzonnen") == 20


def test_someone_comes_by_oneself_but_not_without_limit(cast, sign_in, programme):
    cache.clear()
    nobody, url = sign_in("anonymous"), reverse("journey:self_referral")
    for n in range(5):
        sent = nobody.post(url, form(programme, cast, given_name=f"Nr{n}"))
        assert sent.status_code == 302
    over = nobody.post(url, form(programme, cast, given_name="Sixth"), headers=ENGLISH)
    assert (
        over.status_code == 429
        and "Try in an hour" in over.content.decode()
        and "Sixth" in over.content.decode()
    )
    assert set(Referral.objects.values_list("source", "by")) == {("self", "")}
    cache.clear()


def test_who_comes_twice_hears_nothing_of_the_first_time(cast, sign_in, programme):
    cache.clear()
    nobody, url = sign_in("anonymous"), reverse("journey:self_referral")
    first, second = (nobody.post(url, form(programme, cast)) for _ in range(2))
    assert first.url == second.url and Referral.objects.count() == 1
    unreachable = nobody.post(url, form(programme, cast, phone=""))
    assert unreachable.status_code == 422 and "Yara" in unreachable.content.decode()


def test_a_programme_asks_about_work_and_what_was_switched_on(cast, at, programme, start):
    hana = {"by": cast.access("hana"), "at": at, "programme": programme}
    assert rules.asked([]) == ["work"]
    with pytest.raises(JourneyProblem):
        intake.switch_on(**hana, domain="health", reason=" ")
    intake.switch_on(**hana, domain="language", reason="Taal hoort bij werk")
    trajectory, bram = start(), {"by": cast.access("bram"), "at": at}
    record_need(**bram, trajectory=trajectory, domain="language", wish="Lezen")
    with pytest.raises(JourneyProblem) as problem:
        record_need(**bram, trajectory=trajectory, domain="health", wish="Slapen")
    assert problem.value.code == "not-asked"
    intake.switch_off(**hana, domain="language")
    assert trajectory.needs.count() == 1 and not programme.domains.exists()
    with pytest.raises(Refused):
        intake.switch_on(**hana | {"by": cast.access("bram")}, domain="money", reason="x")


def test_the_intake_form_offers_only_what_is_asked(cast, at, sign_in, programme, start):
    url = reverse("journey:need", args=[start().pk])
    page = sign_in("bram").get(url).content.decode()
    assert 'value="work"' in page and 'value="health"' not in page
    assert sign_in("bram").post(url, {"domain": "health", "wish": "Slapen"}).status_code == 422
    sign_in("hana").post(
        reverse("journey:domains", args=[programme.pk]), {"domain": "health", "reason": "Zorg eerst"}
    )
    assert 'value="health"' in sign_in("bram").get(url).content.decode()


def test_a_skill_stands_there_once_and_can_be_taken_off(cast, at, start):
    bram = {"by": cast.access("bram"), "at": at}
    skill = {"trajectory": start(), "words": "Naaien", "source": "self", "on": date(2026, 2, 2)}
    made = intake.add_skill(**bram, **skill)
    with pytest.raises(JourneyProblem) as problem:
        intake.add_skill(**bram, **skill)
    assert problem.value.code == "already-there" and Skill.objects.count() == 1
    for who in ("chaima", "otto", "amina"):
        with pytest.raises(Refused):
            intake.remove_skill(by=cast.access(who), at=at, skill=made)
    intake.remove_skill(**bram, skill=made)
    assert not Skill.objects.exists() and acts(cast.amina.pk, "remove_skill") == 1


def test_the_newest_level_counts_and_the_older_stay(cast, at, start):
    trajectory, bram = start(), {"by": cast.access("bram"), "at": at}
    for level, source, on in [("a1", "self", 2), ("a2", "exam", 20), ("a1", "teacher", 10)]:
        intake.record_level(
            **bram, trajectory=trajectory, language="nl", skill="reading", level=level, source=source,
            on=date(2026, 2, on),
        )  # fmt: skip
    (dutch,) = queries.profile(trajectory).languages
    assert [(one.level, one.source) for one in dutch.newest] == [("a2", "exam")]
    assert [one.level for one in dutch.earlier] == ["a1", "a1"] and LanguageLevel.objects.count() == 3


def test_impossible_circumstances_are_refused(cast, at, start):
    fits = {"days": [1], "hours_per_week": 16, "travel_km": 5, "needs_childcare": False}
    who = {"by": cast.access("bram"), "at": at, "trajectory": start()}
    for wrong in ({"days": [0]}, {"hours_per_week": 90}):
        with pytest.raises(JourneyProblem) as problem:
            intake.record_circumstance(**who, **fits | wrong)
        assert problem.value.code == "circumstance"
    intake.record_circumstance(**who, **fits)
    assert intake.record_circumstance(**who, **fits | {"days": [3, 1]}).days == [1, 3]


SKILLS = "conceptType,conceptUri,skillType,reuseLevel,preferredLabel,altLabels,hiddenLabels,status,modifiedDate,scopeNote,definition,inScheme,description\n"  # noqa: E501
OCCUPATIONS = "conceptType,conceptUri,iscoGroup,preferredLabel,altLabels,hiddenLabels,status,modifiedDate,regulatedProfessionNote,scopeNote,definition,inScheme,description,code"  # noqa: E501
SEWING = 'K,http://data.europa.eu/esco/skill/1,skill/competence,sector-specific,kleding naaien,"naaien\nstikken",,released,2024-01-01,,,,Naait\n'  # noqa: E501
OLD = "K,http://data.europa.eu/esco/skill/2,skill/competence,sector-specific,ponsen,,,obsolete,2024-01-01,,,,x\n"
TAILOR = "O,http://data.europa.eu/esco/occupation/1,7531,kleermaker,,,released,2024-01-01,,,,,Maakt kleding,7531.1,14.1\n"  # noqa: E501


@pytest.fixture
def download(tmp_path):
    """An archive as the download page names it, with the columns of that release."""

    def make(
        name="ESCO dataset - v1.2.0 - classification - nl - csv.zip",
        skills=SKILLS,
        last=",naceCode\n",
        **more,
    ):
        path = tmp_path / name
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("skills_nl.csv", "\ufeff" + skills + SEWING + OLD)
            archive.writestr("occupations_nl.csv", OCCUPATIONS + last + TAILOR)
        return path

    return make


def bring(path, release="1.2.0"):
    call_command("import_esco", str(path), release=release, verbosity=0)


def test_the_official_list_is_imported_and_searched(cast, download):
    bring(download())
    bring(download())  # the same file again is harmless
    scheme = SkillScheme.objects.get()
    assert (scheme.version, scheme.rows, scheme.is_current) == ("1.2.0", 2, True)
    assert [one.label for one in queries.concepts("stikk")] == ["kleding naaien"]
    assert [one.label for one in queries.concepts("kle")] == ["kleding naaien", "kleermaker"]
    assert not queries.concepts("") and not queries.concepts("ponsen")


@pytest.mark.parametrize(
    ("given", "release"),
    [
        ({"name": "ESCO dataset - v1.1.1 - classification - nl - csv.zip"}, "1.2.0"),
        ({"name": "ESCO dataset - v1.2.0 - classification - en - csv.zip"}, "1.2.0"),
        ({"name": "esco.zip"}, "1.2.0"),
        ({"last": "\n"}, "1.2.0"),  # the columns of 1.1 under the name of 1.2
        (
            {"name": "ESCO dataset - v1.1.0 - classification - nl - csv.zip"},
            "1.1.0",
        ),  # and the other way round
        ({"skills": "id,name\n"}, "1.2.0"),
    ],
)
def test_a_wrong_version_is_refused_and_changes_nothing(given, release, cast, download):
    with pytest.raises(CommandError):
        bring(download(**given), release)
    assert not SkillScheme.objects.exists() and not Concept.objects.exists()


def test_an_older_version_does_not_replace_a_newer(cast, download):
    bring(download())
    with pytest.raises(CommandError, match=r"1\.1\.0"):
        bring(download("ESCO dataset - v1.1.0 - classification - nl - csv.zip", last="\n"), "1.1.0")
    bring(download("ESCO dataset - v1.2.1 - classification - nl - csv.zip"), "1.2.1")
    assert list(SkillScheme.objects.filter(is_current=True).values_list("version", flat=True)) == ["1.2.1"]


def test_a_damaged_file_is_refused(cast, tmp_path):
    path = tmp_path / "ESCO dataset - v1.2.0 - classification - nl - csv.zip"
    path.write_bytes(b"no zip")
    for wrong in (path, tmp_path / "absent.zip"):
        with pytest.raises(CommandError):
            bring(wrong)
    assert not SkillScheme.objects.exists()


def test_a_skill_is_found_in_the_list_and_saved(cast, sign_in, start, download):
    bring(download())
    browser, url = sign_in("bram"), reverse("journey:profile_skill", args=[start().pk]) + "?q=naai"
    assert "kleding naaien" in browser.get(url).content.decode()
    chosen = {"words": "Jurken naaien", "concept": Concept.objects.get(label="kleding naaien").pk}
    wrong = browser.post(url, chosen)
    assert wrong.status_code == 422 and "Jurken naaien" in wrong.content.decode()
    saved = browser.post(url, chosen | {"source": "self", "on": "2026-02-02"}, follow=True).content.decode()
    assert "Jurken naaien" in saved and Skill.objects.get().concept.label == "kleding naaien"


@pytest.mark.parametrize("who", ["bram", "mila"])
def test_the_profile_is_looked_at(who, cast, at, sign_in, start, django_assert_max_num_queries):
    trajectory = start()
    browser, url = sign_in(who), reverse("journey:profile", args=[trajectory.pk])
    with django_assert_max_num_queries(15):
        browser.get(url)
    assert ledger.looks_at(cast.amina.pk, side=GUIDANCE).filter(act="journey.see_profile").count() == 1
    assert sign_in("chaima").get(url).status_code == 403
