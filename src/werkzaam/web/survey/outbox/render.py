"""The words of a message, made when it goes, in the language of who gets it: the same for every arm, never a name."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from werkzaam.web.survey import letters
from werkzaam.web.survey.models import Round
from werkzaam.web.survey.outbox import rules, short


@dataclass(frozen=True, slots=True)
class Told:
    """One message in every shape a channel may need; `stop` is the address of "no more messages"."""

    subject: str
    body: str
    html: str
    short: str
    stop: str


def told(found: Round, *, kind: str, token: str, language: str) -> Told:
    known = language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    shown: dict[str, object] = {
        "asks": kind != rules.THANKS,
        "link": letters.link(token),
        "stop": letters.stop_link(token),
        "language": known,
    }
    with translation.override(known):
        shown |= {"rtl": translation.get_language_bidi(), "subject": subject(kind)}
        shown |= {"lead": lead(found, kind), "lines": lines(found)}
        return Told(
            subject=subject(kind),
            body=_text("survey/outbox/message.txt", shown),
            html=_text("survey/outbox/message.html", shown),
            short=_short(found, kind, known, (str(shown["link"]), str(shown["stop"]))),
            stop=str(shown["stop"]),
        )


def lead(found: Round, kind: str) -> str:
    """The first lines: every reminder says the same, and a renewed link what the invitation said."""
    study = {"study": found.study}
    if kind == rules.THANKS:
        return _("Thank you. Your answers have arrived.")
    if kind == rules.HALF_WAY:
        return (
            _(
                "You began with the questions for the research “%(study)s”. What you filled in is kept. You can go on "
                "where you stopped."
            )
            % study
        )
    if kind.startswith(rules.REMINDER):
        return (
            _("We asked you a few questions for the research “%(study)s”. You can still answer them.") % study
        )
    return _("You said yes to the research “%(study)s”. That is why we ask you a few questions.") % study


def lines(found: Round) -> list[str]:
    """What everyone should know before the first question."""
    days = {
        "opens": date_format(found.opens_on, "DATE_FORMAT"),
        "closes": date_format(found.closes_on, "DATE_FORMAT"),
    }
    until = _("The link works from %(opens)s until %(closes)s. It is only for you. Do not give it to others.")
    return [
        until % days,
        _(
            "Everyone in the research gets the same questions. Your answers do not change your benefit or your "
            "guidance. Only the researchers see your answers. They do not see your name."
        ),
        _("Taking part is free. You may stop at any time."),
    ]


def _text(template: str, shown: dict[str, object]) -> str:
    return render_to_string(template, shown).strip() + "\n"


def subject(kind: str) -> str:
    if kind == rules.THANKS:
        return _("Thank you for your answers")
    return _("Would you like to answer a few questions?")


def standard() -> str:
    """Our words of a text message in the language that is active, with a place for the link."""
    return _("Questions for our research: %(link)s") % {"link": short.LINK}


def _short(found: Round, kind: str, language: str, addresses: tuple[str, str]) -> str:
    """One text message: where the script leaves room, with the way to stop; that stands behind the link as well."""
    if kind == rules.THANKS:
        return _("Thank you for your answers")
    link, stop = addresses
    words = short.with_link(found.short_words.get(language) or standard(), link)
    return rules.shortest([f"{words} " + _("No more messages: %(link)s") % {"link": stop}, words])
