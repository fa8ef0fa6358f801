"""The part of ODK Central's interface that reads, with a client that others wrote: pyodk."""

import re
from base64 import b64encode
from datetime import UTC, datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client as Browser
from django.utils import timezone

from werkzaam.core.measure.form import read_form
from werkzaam.sides import RESEARCH
from werkzaam.web.consent import actions as consent
from werkzaam.web.ledger.models import Event
from werkzaam.web.survey import actions, cases
from werkzaam.web.survey.models import Invitation, Submission
from werkzaam.web.survey.xform.served import served

pyodk = pytest.importorskip("pyodk")
from pyodk._endpoints.submission_attachments import SubmissionAttachmentService  # noqa: E402
from pyodk.errors import PyODKError  # noqa: E402

pytestmark = pytest.mark.django_db(databases=["default", "research"], transaction=True)
API = "/research/field/odk"


@pytest.fixture
def filled(transactional_db, field, tokens, cast, at):
    """Amina answered on the pages, Els with Nora and her tablet; a key for Dirk to read with."""
    token = tokens[field.amina]
    for item, raw in (
        ("ladder", "4"),
        ("life", "8"),
        ("treated-worse", "1"),
        ("treated-where", "search work"),
    ):
        actions.save_answer(at=timezone.now(), token=token, item=item, raw=raw)
    actions.submit(at=timezone.now(), token=token)
    nora, dirk = (str(cast.accounts[name].pk) for name in ("nora", "dirk"))
    _one, collects = actions.make_collector(
        by=field.dirk, at=at, study=field.study, account=nora, label="Tablet"
    )
    case = cases.number(Invitation.objects.get(pseudonym=field.els))
    body = (
        f'<data id="{served(field.round).id}" version="{field.instrument.version}"><wz-case>{case}</wz-case>'
        "<ladder>3</ladder><job-search>12</job-search><helped>سلام 🙂</helped>"
        "<meta><instanceID>uuid:1f2e</instanceID></meta></data>"
    )
    parts = {"xml_submission_file": SimpleUploadedFile("s.xml", body.encode(), "text/xml")}
    parts["photo.jpg"] = SimpleUploadedFile("photo.jpg", b"a picture")
    assert Browser().post(f"/collect/{collects}/submission", parts).status_code == 201
    made, reads = actions.make_collector(by=field.dirk, at=at, study=field.study, account=dirk, label="pyodk")
    return made, reads


@pytest.fixture
def connect(live_server, field, tmp_path: Path):
    from pyodk._utils.config import CentralConfig, Config

    def client(password, email="dirk@example.org"):
        central = CentralConfig(
            base_url=f"{live_server.url}{API}",
            username=email,
            password=password,
            default_project_id=field.study.pk,
        )
        return pyodk.client.Client(config=Config(central=central), cache_path=tmp_path / "cache.toml")

    return client


@pytest.fixture
def client(connect, filled):
    return connect(filled[1])


@pytest.fixture
def form(field):
    return served(field.round).id


def test_projects_and_forms(client, field, form):
    (project,) = client.projects.list()
    assert (project.id, project.name) == (field.study.pk, str(field.study))
    assert client.projects.get(field.study.pk) == project
    (found,) = client.forms.list()
    assert (found.xmlFormId, found.version, found.state) == (form, field.instrument.version, "open")
    assert client.forms.get(form) == found
    assert read_form(client.forms.get_xml(form)).id == form


def test_submissions_of_the_app_and_of_the_pages(client, form, field):
    first, second = client.submissions.list(form)
    assert (first.instanceId[:9], second.instanceId) == ("werkzaam:", "uuid:1f2e")
    assert client.submissions.get(second.instanceId, form) == second
    files = SubmissionAttachmentService(client.session, client.project_id)
    assert [one.name for one in files.list(form, instance_id=second.instanceId)] == ["photo.jpg"]
    assert files.list(form, instance_id=first.instanceId) == []
    looks = Event.objects.using(RESEARCH).filter(act="survey.list_answers", look=True)
    assert set(looks.values_list("subject", flat=True)) == {field.amina, field.els}


def test_the_answers_as_a_table(client, form, field):
    table = client.submissions.get_table(form, count=True, expand="*")
    assert table["@odata.count"] == 2
    amina, els = table["value"]
    assert (amina["ladder"], amina["life"], amina["treated_where"]) == ("4", 8, "search work")
    assert (els["ladder"], els["job_search"], els["helped"], els["life"]) == ("3", 12, "سلام 🙂", None)
    assert (amina["pseudonym"], els["pseudonym"]) == (field.amina, field.els)
    assert els["__id"] == "uuid:1f2e"
    assert (els["__system"]["attachmentsPresent"], amina["__system"]["attachmentsPresent"]) == (1, 0)
    assert not {"wz-case", "meta"} & els.keys()
    looks = Event.objects.using(RESEARCH).filter(act="survey.read_answers", look=True)
    assert sorted(looks.values_list("subject", flat=True)) == sorted([field.amina, field.els])
    assert set(looks.values_list("actor", flat=True)) == {field.dirk.account}


EDM = "{http://docs.oasis-open.org/odata/ns/edm}"


def test_the_table_describes_itself(client, form, field):
    here = f"projects/{field.study.pk}/forms/{form}.svc"
    assert client.get(here).json()["value"][0]["url"] == "Submissions"
    told = ElementTree.fromstring(client.get(f"{here}/$metadata").content)
    (row,) = told.iter(f"{EDM}EntityType")
    kinds = {one.get("Name"): one.get("Type") for one in row.iter(f"{EDM}Property")}
    rows = client.submissions.get_table(form, expand="*")["value"]
    assert [*kinds] == [*rows[0]]
    assert all(re.fullmatch(r"[A-Za-z_]\w*", name) for name in kinds)
    assert (kinds["life"], kinds["helped"]) == ("Edm.Int64", "Edm.String")
    (system,) = (one for one in told.iter(f"{EDM}ComplexType") if one.get("Name") == "metadata")
    assert [one.get("Name") for one in system] == [*rows[0]["__system"]]
    (container,) = told.iter(f"{EDM}EntitySet")
    assert container.get("EntityType").endswith(".Submissions")
    assert client.get(f"{here}/Submissions/$count").text == "2"
    late = {"$filter": "__system/submissionDate lt 2020-01-01"}
    assert client.get(f"{here}/Submissions/$count", params=late).text == "0"


def test_programs_without_sessions_sign_in_with_each_request(filled, form, field):
    address = f"{API}/v1/projects/{field.study.pk}/forms/{form}.svc/Submissions"
    browser = Browser()

    def asked(said):
        return browser.get(address, headers={"Authorization": "Basic " + b64encode(said.encode()).decode()})

    assert len(asked(f"dirk@example.org:{filled[1]}").json()["value"]) == 2
    assert asked(f"nora@example.org:{filled[1]}").status_code == 401
    assert asked("dirk@example.org:wrong").status_code == 401
    assert browser.get(address, headers={"Authorization": "Basic %%"}).status_code == 401


def test_nothing_in_it_names_a_person(client, form, cast):
    told = str(client.submissions.get_table(form)) + str(client.submissions.list(form))
    for name in ("Amina", "Els", "amina.voorbeeld@example.org", "nora@example.org", str(cast.els.pk)):
        assert name not in told


def test_pages_of_the_table(client, form):
    first = client.submissions.get_table(form, top=1, count=True)
    assert ([row["ladder"] for row in first["value"]], first["@odata.count"]) == (["4"], 2)
    second = client.get(first["@odata.nextLink"]).json()
    assert [row["ladder"] for row in second["value"]] == ["3"]
    assert "@odata.nextLink" not in second
    assert client.submissions.get_table(form, skip=2)["value"] == []
    (row, _other) = client.submissions.get_table(form, select="ladder,__system/submissionDate")["value"]
    assert row.keys() == {"ladder", "__system"}


def test_rows_by_the_day_of_sending(client, form):
    Submission.objects.filter(instance="").update(submitted_at=datetime(2026, 3, 5, 12, tzinfo=UTC))

    def ladders(said):
        return [row["ladder"] for row in client.submissions.get_table(form, filter=said)["value"]]

    assert ladders("__system/submissionDate lt 2026-03-06T00:00:00Z") == ["4"]
    assert ladders("__system/submissionDate ge 2026-03-06T00:00:00+01:00") == ["3"]
    assert ladders("__system/submissionDate gt 2026-03-01 and __system/submissionDate lt 2026-03-06") == ["4"]
    assert ladders("__system/reviewState eq null") == ["4", "3"]


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"filter": "ladder eq '3'"}, 501),
        ({"filter": "__system/submissionDate lt 2026-03-06 or 1 eq 1"}, 501),
        ({"expand": "ladder"}, 501),
        ({"filter": "__system/submissionDate lt 20-99"}, 400),
        ({"top": "many"}, 400),
        ({"skip": -1}, 400),
    ],
)
def test_what_is_not_understood_is_refused_and_not_left_out(client, form, asked, status):
    with pytest.raises(PyODKError) as refused:
        client.submissions.get_table(form, **asked)
    assert refused.value.args[1].status_code == status


def test_a_submission_as_xml_can_be_read_by_its_form(client, form, field):
    own = read_form(client.forms.get_xml(form))
    for one in client.submissions.list(form):
        content = client.get(
            f"projects/{field.study.pk}/forms/{form}/submissions/{one.instanceId}.xml"
        ).content
        got = own.receive(content, datetime(2026, 3, 2, 9))
        assert (got.instance, got.faults) == (one.instanceId, ())
        assert ElementTree.fromstring(content).find("wz-case").text


def test_who_withdrew_is_gone_at_once(client, form, cast, at, field):
    consent.withdraw(by=cast.access("ilse"), at=at, person_id=cast.els.pk, purpose="research")
    assert [row["pseudonym"] for row in client.submissions.get_table(form)["value"]] == [field.amina]
    assert len(client.submissions.list(form)) == 1
    with pytest.raises(PyODKError):
        client.submissions.get("uuid:1f2e", form)


def test_only_who_may_read_gets_in(connect, filled, cast, field, at):
    for client in (connect("wrong"), connect(filled[1], email="nora@example.org")):
        with pytest.raises(PyODKError, match="401"):
            client.projects.list()
    nora = str(cast.accounts["nora"].pk)
    _made, collects = actions.make_collector(
        by=field.dirk, at=at, study=field.study, account=nora, label="Tablet 2"
    )
    with pytest.raises(PyODKError, match="403"):
        connect(collects, email="nora@example.org").projects.list()


def test_a_key_that_was_taken_back_ends_its_session(client, filled, form, at, field):
    assert client.projects.list()
    actions.revoke_collector(by=field.dirk, at=at, collector=filled[0])
    with pytest.raises(PyODKError, match="403"):
        client.submissions.list(form)


def test_a_session_lasts_a_day(client, form, monkeypatch):
    assert client.projects.list()
    import time

    later = time.time() + timedelta(days=1, minutes=1).total_seconds()
    monkeypatch.setattr("django.core.signing.time.time", lambda: later)
    with pytest.raises(PyODKError, match="401"):
        client.projects.list()


def test_a_key_opens_its_own_study_only(client, field, form, at):
    from werkzaam.web.study import actions as studies

    text = re.sub(r'key = "via-esdoorn"', 'key = "other"', field.study.plan_toml)
    other = studies.open_study(by=field.dirk, at=at, organisation="instituut", programme="p", plan_toml=text)
    for ask in (
        lambda: client.projects.get(other.pk),
        lambda: client.forms.list(other.pk),
        lambda: client.submissions.list(form, other.pk),
        lambda: client.forms.get("other-r1"),
    ):
        with pytest.raises(PyODKError) as refused:
            ask()
        assert refused.value.args[1].status_code == 404


def test_without_a_session_nothing(field, form):
    for path in ("projects", "users/current", f"projects/{field.study.pk}/forms/{form}/submissions"):
        assert Browser().get(f"{API}/v1/{path}").status_code == 401
        assert Browser().post(f"{API}/v1/{path}").status_code == 405
    for body in ("", "[]", "{}", '{"email": 1}'):
        response = Browser().post(f"{API}/v1/sessions", body, content_type="application/json")
        assert response.status_code == 401
