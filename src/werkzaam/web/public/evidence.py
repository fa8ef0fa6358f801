"""What supports, contradicts or qualifies a claim: where it can be read, or that it is not public."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from werkzaam.core.report.edition import Edition, EditionLink
from werkzaam.core.report.said import words
from werkzaam.web.public import names, numbers

STANCES: dict[str, Promise] = {
    "supports": gettext_lazy("Supports it"),
    "contradicts": gettext_lazy("Contradicts it"),
    "qualifies": gettext_lazy("Qualifies it"),
}


@dataclass(frozen=True, slots=True)
class Evidence:
    """One piece of evidence; a quote with the language it was said in, `hidden` where only its number is told."""

    label: str
    note: str
    link: str = ""
    quote: str = ""
    language: str = ""
    hidden: bool = False


def by_stance(
    edition: Edition, links: Sequence[EditionLink], language: str
) -> list[tuple[str, list[Evidence]]]:
    """Heading and evidence of each stance that has any."""
    found = []
    for stance, heading in STANCES.items():
        told = [_evidence(edition, one, language) for one in links if one.stance == stance]
        if told:
            found.append((str(heading), told))
    return found


def _evidence(edition: Edition, one: EditionLink, language: str) -> Evidence:
    label, note = words(one.label, language), words(one.note, language)
    if not one.public or one.source == "passage":
        return Evidence(_not_public(one.count or 1), note, hidden=True)
    if one.source == "quote":
        return _quoted(edition, one.target, note, language) or Evidence(label or _("A quote"), note)
    return Evidence(label or _named(edition, one, language), note, _place(edition, one))


def _not_public(count: int) -> str:
    told = ngettext("Passage of an interview, not public", "Passages of interviews, not public", count)
    return f"{told} ({count})"


def _quoted(edition: Edition, key: str, note: str, language: str) -> Evidence | None:
    for element in edition.elements:
        for quote in element.quotes:
            if quote["key"] == key:
                link = f"{reverse('public:publication', args=[edition.directory.name])}#quote-{key}"
                who = words(quote["told"], language)
                return Evidence(who or _("A quote"), note, link, quote["wording"], quote["language"])
    return None


def _named(edition: Edition, one: EditionLink, language: str) -> str:
    """What a piece of evidence is called where the edition gives it no name."""
    if one.source == "number":
        return (
            f"{names.subject(edition, one.target, language)}: {names.number(edition, one.target, language)}"
        )
    return names.labels(edition, language).get(one.target, one.target)


def _place(edition: Edition, one: EditionLink) -> str:
    """Where it can be read on this site; "" for what lies elsewhere, such as a document."""
    key = edition.directory.name
    if one.source == "number":
        return numbers.link(edition, one.target)
    if one.source == "claim" and one.target in {claim.key for claim in edition.claims}:
        return reverse("public:claim", args=[key, one.target])
    if one.source == "element" and one.target in {element.key for element in edition.elements}:
        return f"{reverse('public:publication', args=[key])}#element-{one.target}"
    return ""
