"""How to refer to a publication: a line of text, and BibTeX, RIS and CSL-JSON for reference managers."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from django.conf import settings

from werkzaam.core.report.edition import Edition
from werkzaam.core.report.said import words
from werkzaam.web.public.editions import Published

ORGANISATION = re.compile(
    r"bureau|stichting|institu|universit|gemeente|ministerie|foundation|municipality|ministry|centr|\bb\.?v\b",
    re.IGNORECASE,
)
PARTICLES = {"van", "de", "den", "der", "ten", "ter", "te", "von", "la", "le", "el", "al", "’t", "'t"}


@dataclass(frozen=True, slots=True)
class Name:
    """A maker: `given` is empty for an organisation."""

    family: str
    given: str = ""

    @property
    def short(self) -> str:
        """Family name and initials, as in a list of references."""
        initials = " ".join(f"{part[0]}." for part in self.given.split())
        return f"{self.family}, {initials}" if initials else self.family


@dataclass(frozen=True, slots=True)
class Reference:
    key: str
    title: str
    makers: list[Name]
    year: int
    date: str
    publisher: str
    language: str
    address: str


def reference(found: Published, language: str, address: str) -> Reference:
    """`address` may be empty: where a folder will be is not always known."""
    makers = [name(one) for one in people(found)]
    return Reference(
        found.directory.name,
        words(found.title, language),
        makers,
        found.published_on.year,
        found.published_on.isoformat(),
        publisher(found),
        language,
        address,
    )


def people(found: Published) -> tuple[str, ...]:
    return found.researchers if isinstance(found, Edition) else found.authors


def publisher(found: Published) -> str:
    """Who publishes here (`WERKZAAM_PUBLISHER`), else the organisation among the makers, else nobody known."""
    own = [one for one in people(found) if not name(one).given]
    return str(getattr(settings, "PUBLISHER", "") or next(iter(own), ""))


def name(maker: str) -> Name:
    """A person's name apart into given and family name, a Dutch particle with the family; else an organisation."""
    parts = maker.split()
    if len(parts) < 2 or ORGANISATION.search(maker):
        return Name(maker)
    start = next((at for at, part in enumerate(parts) if at and part.lower() in PARTICLES), len(parts) - 1)
    return Name(" ".join(parts[start:]), " ".join(parts[:start]))


def apa(one: Reference) -> str:
    """In the manner of APA 7, without its italics; the publisher is left out where it is a maker."""
    makers = _joined([each.short for each in one.makers])
    known = one.publisher in {"", *(each.family for each in one.makers)}
    publisher = "" if known else f"{one.publisher}."
    lead = f"{makers} ({one.year})." if makers else f"({one.year})."
    return " ".join(part for part in (lead, f"{one.title}.", publisher, one.address) if part)


def _joined(names: list[str]) -> str:
    return names[0] if len(names) == 1 else ", & ".join([", ".join(names[:-1]), names[-1]]) if names else ""


def bibtex(one: Reference) -> str:
    fields = {
        "title": f"{{{_escaped(one.title)}}}",
        "author": " and ".join(_bib(each) for each in one.makers),
        "institution": _escaped(one.publisher),
        "year": str(one.year),
        "date": one.date,
        "langid": {"nl": "dutch", "en": "english"}.get(one.language, one.language),
        "url": one.address,
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return f"@techreport{{{one.key},\n" + ",\n".join(lines) + "\n}\n"


def _bib(one: Name) -> str:
    return f"{_escaped(one.family)}, {_escaped(one.given)}" if one.given else f"{{{_escaped(one.family)}}}"


def _escaped(text: str) -> str:
    r"""Signs that mean something to TeX: `\ { } % & # _ $`."""
    return re.sub(r"([{}%&#_$])", r"\\\1", text.replace("\\", "\\textbackslash "))


def ris(one: Reference) -> str:
    makers = [("AU", f"{each.family}, {each.given}" if each.given else each.family) for each in one.makers]
    fields = [
        ("TY", "RPRT"),
        *makers,
        ("TI", one.title),
        ("PY", str(one.year)),
        ("DA", one.date.replace("-", "/")),
        ("PB", one.publisher),
        ("LA", one.language),
        ("ID", one.key),
        ("UR", one.address),
        ("ER", ""),
    ]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in fields if value or tag == "ER")


def csl(one: Reference) -> str:
    makers = [
        {"family": each.family, "given": each.given} if each.given else {"literal": each.family}
        for each in one.makers
    ]
    parts = [int(part) for part in one.date.split("-")]
    record = {
        "id": one.key,
        "type": "report",
        "title": one.title,
        "author": makers,
        "issued": {"date-parts": [parts]},
        "publisher": one.publisher,
        "language": one.language,
        "URL": one.address,
    }
    told = {key: value for key, value in record.items() if value}
    return json.dumps([told], ensure_ascii=False, indent=1) + "\n"
