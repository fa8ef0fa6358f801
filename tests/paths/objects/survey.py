"""A round in the field with one invitation, for the researcher's pages and the respondent's."""

import runpy
from datetime import timedelta
from pathlib import Path
from typing import Any


def pages(cast: Any, at: Any) -> dict[str, dict[str, Any]]:
    here = runpy.run_path(str(Path(__file__).parent / "study.py"))["pages"](cast, at)["study:study"]
    found, token = in_the_field(cast, at, here["code"])
    one = {**here, "number": found.pk}
    case, sound = case_of(found), sound_of(found, at)
    message = {**here, "number": found.messages.get(kind="invitation").pk}
    return {
        "survey:field": here,
        "survey:reliability": here,
        "survey:open_round": here,
        "survey:round": one,
        "survey:round_words": one,
        "survey:renew": one,
        "survey:print_letters": one,
        "survey:walked": one,
        "survey:response": here,
        "survey:at_risk": here,
        "survey:outbox": here,
        "survey:message_again": message,
        "survey:message_cancel": message,
        "survey:message_bounced": message,
        "survey:incentives": here,
        "survey:give_incentives": here,
        "survey:take_back_incentive": one,
        "survey:instrument": {"number": found.instrument_id},
        **delivered(cast, at, found, here),
        "respond:start": {"token": token},
        "respond:question": {"token": token, "number": 3},
        "respond:check": {"token": token},
        "respond:alone": {"token": token},
        "respond:question_alone": {"token": token, "number": 1},
        "respond:later": {"token": token},
        "respond:offline": {"token": token},
        "respond:answers": {"token": token},
        **{f"survey:{name}": {"number": case} for name in ("case", "call", "begin_case")},
        **{f"survey:{name}": {"case": case} for name in ("fill", "fill_check")},
        "survey:fill_question": {"case": case, "number": 3},
        "survey:fill_media": {"case": case, "number": sound},
        "respond:media": {"token": token, "number": sound},
        "respond:stop": {"token": token},
    }


def in_the_field(cast: Any, at: Any, code: str) -> tuple[Any, str]:
    """The round, open today, and the token of Els."""
    from django.utils import timezone

    from werkzaam.web.study import actions as studies
    from werkzaam.web.study import queries
    from werkzaam.web.survey import actions
    from werkzaam.web.survey.queries import shipped_text

    by = {"by": cast.access("dirk"), "at": at}
    study = queries.get(by["by"], "study.see", code)
    pseudonym = consented(cast, at, code)
    studies.allocate(**by, study=study, arms={pseudonym: "control"})
    last = timezone.localdate() + timedelta(days=30)
    studies.schedule_wave(**by, study=study, wave="t0", opens_on=at.date(), closes_on=last)
    instrument = actions.add_instrument(**by, csv_text=shipped_text("core-battery"))
    found = actions.open_round(**by, study=study, wave="t0", instrument=instrument)
    tokens = actions.invite(**by, round=found, pseudonyms=[pseudonym])
    return found, tokens[pseudonym]


def consented(cast: Any, at: Any, code: str) -> str:
    """Els said yes to the research; her pseudonym in the study."""
    from werkzaam.web.consent import actions, queries

    if not queries.purposes().filter(code="research").exists():
        actions.define_purpose(
            by="system",
            at=at,
            code="research",
            text_nl="Onderzoek",
            text_en="Research",
            ground="scientific-research",
            months=120,
        )
    ilse = {"by": cast.access("ilse"), "at": at}
    actions.grant(**ilse, person_id=cast.els.pk, purpose="research", on=at.date())
    return actions.issue_pseudonym(**ilse, study=code, person_id=cast.els.pk)


def delivered(cast: Any, at: Any, found: Any, here: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """A key of Nora, what her tablet sent under a wrong case number, a sound; and a key with which Dirk reads."""
    from werkzaam.web.survey import actions
    from werkzaam.web.survey.xform.served import served

    keys: dict[str, Any] = {"by": cast.access("dirk"), "at": at, "study": found.study}
    account = {name: str(cast.accounts[name].pk) for name in ("nora", "dirk")}
    collector, token = actions.make_collector(**keys, account=account["nora"], label="Tablet")
    form = served(found).id
    body = (
        f'<data id="{form}" version="{found.instrument.version}"><wz-case>196</wz-case><ladder>3</ladder>'
        "<life>99</life><meta><instanceID>uuid:7</instanceID></meta></data>"
    )
    got = actions.deliver(at=at, collector=collector, body=body.encode(), files={"photo.jpg": b"a picture"})
    found.instrument.media.create(
        name="no.mp3", kind="audio/mpeg", content=b"ID3", sha256="0" * 64, added_at=at
    )
    one, app, api = {**here, "number": got.pk}, {"token": token}, {"project": found.study_id, "form": form}
    settling = ("delivery", "attach_delivery", "set_aside_delivery", "delivery_files")
    sent = ("submission", "submission_xml", "attachments")
    tables = ("table", "service", "metadata", "count")
    return {
        **{f"survey:{name}": here for name in ("collectors", "make_collector", "deliveries")},
        "survey:revoke_collector": {**here, "number": collector.pk},
        **{f"survey:{name}": one for name in settling},
        "collect:form_list": app,
        "collect:submission": app,
        "collect:form": {**app, "form_id": form},
        "collect:manifest": {**app, "form_id": form},
        "collect:media": {**app, "form_id": form, "name": "no.mp3"},
        "survey:odk:project": {"project": found.study_id},
        "survey:odk:forms": {"project": found.study_id},
        **{f"survey:odk:{name}": api for name in ("form", "form_xml", "submissions", *tables)},
        **{f"survey:odk:{name}": {**api, "instance": "uuid:7"} for name in sent},
    }


def case_of(found: Any) -> int:
    """The invitation that Nora may ask by telephone."""
    return int(found.invitations.order_by("-pk").values_list("pk", flat=True)[0])


def sound_of(found: Any, at: Any) -> int:
    """A sound that the questionnaire could name."""
    from werkzaam.web.survey.models import Media

    kept = {"name": "hello.mp3", "kind": "audio/mpeg", "content": b"ID3", "sha256": "0" * 64, "added_at": at}
    return int(Media.objects.create(instrument=found.instrument, **kept).pk)
