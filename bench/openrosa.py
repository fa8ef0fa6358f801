"""What a submission of a collecting app costs the server: the core battery, through the door, to the database.

Figure: at most 10 ms of processor time per submission (median). Run: python bench/openrosa.py [SUBMISSIONS] [--profile]
Every submission is another person's; a new SQLite database stands in a folder of its own. ODK Central was seen at
7 to 16 ms.
"""

from __future__ import annotations

import cProfile
import os
import pstats
import random
import statistics
import sys
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
MOST = 10.0  # ms
PLAN = Path(__file__).parents[1] / "tests/web/study/plan.toml"


def main(many: int = 400, profile: bool = False) -> int:
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"WERKZAAM_DATA": folder, "WERKZAAM_SITES": "collect"}
        os.environ["DJANGO_SETTINGS_MODULE"] = "werkzaam.web.settings"
        import django

        django.setup()
        token, bodies = world(many)
        client = device(token)
        for body in bodies[:20]:  # first of all forms are read
            client(body)
        watch = cProfile.Profile()
        if profile:
            watch.enable()
        times = sorted(client(body) for body in bodies[20:])
        if profile:
            watch.disable()
            pstats.Stats(watch).sort_stats("cumulative").print_stats(45)
    return report(times)


def report(times: list[float]) -> int:
    median, p95 = statistics.median(times), times[int(0.95 * len(times))]
    print(f"{len(times)} submissions: median {median:.2f} ms, p95 {p95:.2f} ms of processor time each")
    return 0 if median <= MOST else 1


def device(token: str) -> Any:
    """Sends a submission; milliseconds of processor time that the server took for it."""
    from django.test import Client
    from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

    from werkzaam.web.survey.models import Delivery

    client, address = Client(), f"/collect/{token}/submission"

    def send(body: bytes) -> float:
        from django.core.files.uploadedfile import SimpleUploadedFile

        part = SimpleUploadedFile("submission.xml", body, "text/xml")
        content = encode_multipart(BOUNDARY, {"xml_submission_file": part})
        before = time.process_time()
        response = client.generic("POST", address, content, content_type=MULTIPART_CONTENT)
        took = time.process_time() - before
        if response.status_code != 201:
            raise SystemExit(f"{response.status_code}: {response.content!r}; {Delivery.objects.first()}")
        return took * 1000

    return send


def world(many: int) -> tuple[str, list[bytes]]:
    """A round open today with `many` people asked; the token of a device, and what it sends for each."""
    from django.core.management import call_command
    from django.utils import timezone

    from werkzaam.web.people import actions as people
    from werkzaam.web.people import queries
    from werkzaam.web.people.rules import RoleKind
    from werkzaam.web.study import actions as studies
    from werkzaam.web.survey import actions
    from werkzaam.web.survey.queries import shipped_text

    for side in ("default", "research"):
        call_command("migrate", database=side, verbosity=0)
    system: dict[str, Any] = {"by": "system", "at": AT}
    place = people.found_organisation(**system, code="instituut", name="Instituut", kind="institute")
    accounts = {}
    for name, kind in (("dirk", RoleKind.RESEARCHER), ("nora", RoleKind.INTERVIEWER)):
        accounts[name] = people.open_account(**system, email=f"{name}@example.org", name=name)
        people.give_role(
            **system, account=accounts[name], kind=kind, organisation=place, since_on=date(2026, 1, 1)
        )
    dirk: dict[str, Any] = {"by": queries.access(accounts["dirk"].pk, on=AT.date()), "at": AT}
    study = studies.open_study(
        **dirk, organisation="instituut", programme="via-esdoorn", plan_toml=PLAN.read_text(encoding="utf-8")
    )
    last = timezone.localdate() + timedelta(days=30)
    studies.schedule_wave(**dirk, study=study, wave="t0", opens_on=AT.date(), closes_on=last)
    instrument = actions.add_instrument(**dirk, csv_text=shipped_text("core-battery"))
    found = actions.open_round(**dirk, study=study, wave="t0", instrument=instrument)
    nora = str(accounts["nora"].pk)
    _made, token = actions.make_collector(**dirk, study=study, account=nora, label="Tablet")
    return token, [body(found, asked) for asked in invited(place, found, many)]


def invited(place: Any, found: Any, many: int) -> list[Any]:
    """People who consented, with a pseudonym, asked in the round."""
    from werkzaam.web.consent.models import Grant, Key, Purpose
    from werkzaam.web.people.models import Person
    from werkzaam.web.survey.models import Invitation

    purpose = Purpose.objects.create(
        code="research", text_nl="x", text_en="x", ground="scientific-research", months=120
    )
    persons = Person.objects.bulk_create(
        Person(
            organisation=place, given_name="Persoon", family_name=str(n), origin="participant", created_at=AT
        )
        for n in range(many)
    )
    fields = {"given_on": date(2026, 3, 1)} | ({"given_at": AT} if has(Grant, "given_at") else {})
    Grant.objects.bulk_create(Grant(person=one, purpose=purpose, **fields) for one in persons)
    names = [f"{n:032x}" for n in range(many)]
    Key.objects.bulk_create(
        Key(person=one, study=found.study.code, pseudonym=name)
        for one, name in zip(persons, names, strict=True)
    )
    return Invitation.objects.bulk_create(
        Invitation(round=found, pseudonym=name, token_hash=name * 2, created_at=AT) for name in names
    )


def has(model: Any, name: str) -> bool:
    return any(field.name == name for field in model._meta.get_fields())


def body(found: Any, asked: Any) -> bytes:
    """The whole battery, answered at random, as a device writes it."""
    from werkzaam.core.measure.form import Control
    from werkzaam.web.survey import cases
    from werkzaam.web.survey.xform.served import served

    draw, form = random.Random(asked.pk), served(found).form
    answers = form.start(datetime(2026, 3, 2, 9))  # noqa: DTZ001  a device's own clock
    answers = form.put(answers, "wz-case", cases.number(asked))
    for _ in range(2):  # an answer can bring questions
        for one in list(form.asked(answers)):
            if one.value or one.address == "wz-case":
                continue
            offered = [name for name, _text in form.choices(answers, one)] if one.question.choices else []
            number = one.question.node.type in ("int", "decimal")
            said = (
                draw.choice(offered)
                if offered
                else str(draw.randint(0, 10))
                if number
                else "Alles ging goed 🙂"
            )
            if one.question.control is not Control.NOTE:
                answers = form.put(answers, one.address, said)
    return form.write(answers, f"uuid:{asked.pk:032x}")


if __name__ == "__main__":
    numbers = [int(one) for one in sys.argv[1:] if one.isdecimal()]
    raise SystemExit(main(*numbers, profile="--profile" in sys.argv))
