"""Letters as one PDF: a page a person, with a number instead of a name, a square to scan and an address to type."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from functools import cache
from importlib import resources

import typst
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from werkzaam.typeset import every_script
from werkzaam.web.survey import letters
from werkzaam.web.survey.models import Message
from werkzaam.web.survey.outbox import render, rules
from werkzaam.web.survey.qr import square


@dataclass(frozen=True, slots=True)
class Page:
    """One letter; `lines` are its paragraphs, `link` and `stop` addresses, `code` an SVG (none in thanks)."""

    language: str
    right_to_left: bool
    title: str
    number: str
    hello: str
    lead: str
    how: str
    link: str
    code: str
    lines: list[str]
    rather: str
    stop: str


def page(message: Message, *, token: str, language: str) -> Page:
    """The letter of one message, in the language of who gets it."""
    known = language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    asks = message.kind != rules.THANKS
    link = letters.link(token)
    with translation.override(known):
        return Page(
            language=known,
            right_to_left=translation.get_language_bidi(),
            title=render.subject(message.kind),
            number=_("Number of this letter: %(number)s")
            % {"number": rules.letter_number(message.pseudonym)},
            hello=_("Hello,"),
            lead=render.lead(message.round, message.kind),
            how=_("Point the camera of your phone at the square, or type this address:") if asks else "",
            link=link if asks else "",
            code=_svg(link) if asks else "",
            lines=render.lines(message.round) if asks else [],
            rather=_("Would you rather get no more messages about this research? Go to this address:"),
            stop=letters.stop_link(token),
        )


def _svg(address: str) -> str:
    drawn = square(address)
    view = f'viewBox="0 0 {drawn.size} {drawn.size}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {view}><path d="{drawn.path}"/></svg>'


def pdf(pages: list[Page], *, on: date) -> bytes:
    """All letters in one file, dated `on`."""
    made = typst.compile(
        _template(),
        format="pdf",
        sys_inputs={"pages": json.dumps([asdict(one) for one in pages], ensure_ascii=False)},
        font_paths=every_script(),
        timestamp=int(datetime(on.year, on.month, on.day, tzinfo=UTC).timestamp()),
    )
    return bytes(made)


@cache
def _template() -> bytes:
    return (resources.files("werkzaam.web.survey") / "templates/survey/outbox/letters.typ").read_bytes()
