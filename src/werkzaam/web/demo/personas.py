"""Who one can be in the demo, and what to try as that person."""

from __future__ import annotations

import json
from pathlib import Path

from django.conf import settings
from django.urls import reverse

from werkzaam.web.demo.cast import Stage
from werkzaam.web.sites.chooser import FILE

Words = tuple[str, str]
PERSONAS: tuple[tuple[str, str, Words, Words], ...] = (
    ("amina", "Amina", ("deelnemer", "participant"),
     ("Bekijk uw plan, uw contacten en wie er keek.", "See your plan, your contacts, and who looked.")),
    ("bram", "Bram", ("jobcoach van Amina", "Amina's job coach"),
     ("Zie wie u lang niet sprak. Noteer een contact. Meld iemand nieuw aan.",
      "See whom you have not spoken for long. Log a contact. Register someone new.")),
    ("chaima", "Chaima", ("jobcoach in een ander team", "job coach in another team"),
     ("Zie alleen het eigen team: de pagina van Amina blijft dicht.",
      "See only your own team: Amina's page stays closed.")),
    ("dirk", "Dirk", ("onderzoeker", "researcher"),
     ("Bekijk de respons, lees interviews, bevries, reken en publiceer.",
      "See the response, read interviews, freeze, run and publish.")),
    ("els", "Els", ("vergelijkingsgroep", "control group"),
     ("Vul de vragenlijst in. Meer dan een link hebt u niet nodig.",
      "Answer the questionnaire. A link is all you need.")),
    ("femke", "Femke", ("gemeente", "municipality"),
     ("Meld iemand aan en zie aantallen.", "Refer someone, and see counts.")),
    ("gert", "Gert", ("werkgever", "employer"),
     ("Teken een afspraak via een link, zonder account.", "Sign an agreement by a link, without an account.")),
    ("hana", "Hana", ("projectleider", "project leader"),
     ("Zie gepland en geleverd contact.", "See planned and delivered contact.")),
    ("ilse", "Ilse", ("sleutelbeheerder", "key-holder"),
     ("Bewaar de sleutel tussen naam en pseudoniem.", "Keep the key between name and pseudonym.")),
    ("karim", "Karim", ("trainer", "trainer"),
     ("Leid een groep en noteer wie er is.", "Run a group and call the roll.")),
    ("lotte", "Lotte", ("professional in de wijk", "professional in the neighbourhood"),
     ("Beantwoord een vraag van een coach en houd het aanbod bij.",
      "Answer a coach's question, and keep the offers up to date.")),
    ("mila", "Mila", ("teamleider van Bram", "Bram's team lead"),
     ("Zie wie hoeveel mensen begeleidt en wie lang niet gesproken is.",
      "See who guides how many, and who was not spoken for long.")),
    ("nora", "Nora", ("enquêteur", "interviewer"),
     ("Bel iemand op en vul samen de vragenlijst in, of voer een papieren lijst in.",
      "Call someone and fill in the questionnaire together, or enter one from paper.")),
    ("vera", "Vera", ("tweede onderzoeker", "second researcher"),
     ("Codeer blind mee, en kijk mee voordat een rapport naar buiten gaat.",
      "Code blindly with Dirk, and look before a report goes out.")),
)  # fmt: skip


def file() -> Path:
    path: Path = settings.DATA / FILE
    return path


def write(stage: Stage) -> None:
    """Leave the list for the chooser. Only here the demo keeps links that open without signing in."""
    file().write_text(json.dumps([_entry(stage, *one) for one in PERSONAS], ensure_ascii=False, indent=1))


def _entry(stage: Stage, key: str, name: str, role: Words, trying: Words) -> dict[str, object]:
    account = stage.accounts.get(key)
    return {
        "key": key,
        "name": name,
        "role": {"nl": role[0], "en": role[1]},
        "try": {"nl": trying[0], "en": trying[1]},
        "account": str(account.pk) if account else "",
        "url": "" if account else _link(stage, key),
    }


def _link(stage: Stage, key: str) -> str:
    """The link that someone without an account was sent: a questionnaire, or what an employer has to sign."""
    if key in stage.links:
        return reverse("journey:agreement_link", args=[stage.links[key]])
    return reverse("respond:start", args=[stage.tokens[stage.pseudonyms["c01"]]])
