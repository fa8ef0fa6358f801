"""Where a page of the site lies in a folder, and how one file there points at another."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from django.conf import settings
from django.urls import reverse

HOST = "site.invalid"
"""A name that nobody can have (RFC 2606): it stands for wherever the folder will be."""
ROOTED = re.compile(r'(?P<lead>\b(?:href|src|srcset|content)=")(?P<address>/[^"]*)')
NAMED = re.compile(rf"https?://{HOST}(?P<address>/[^\s\"'<>}}]*)")
QUOTED = re.compile(rf"https?%3A%2F%2F{HOST}(?P<address>%2F[A-Za-z0-9_.~%-]*)")
FILES = re.compile(r"^([^/]+)/files/(.+)$")


@dataclass(frozen=True, slots=True)
class Place:
    """An address of the site; `language` is empty for a file that is the same in each."""

    path: str
    query: tuple[tuple[str, str], ...]
    language: str

    @property
    def address(self) -> str:
        """As a visitor would ask for it, without the language."""
        return self.path + (f"?{urlencode(self.query)}" if self.query else "")

    @property
    def is_static(self) -> bool:
        return self.path.startswith(settings.STATIC_URL)

    @property
    def is_kept(self) -> bool:
        """A file as it is: of a publication, or of the look."""
        return self.is_static or FILES.match(self.inside) is not None

    @property
    def inside(self) -> str:
        return self.path.removeprefix(reverse("public:publications"))

    @property
    def file(self) -> str:
        """Its name in the folder."""
        if self.is_static:
            return f"static/{self.path.removeprefix(settings.STATIC_URL)}"
        if not self.language:
            return FILES.sub(r"files/\1/\2", self.inside)
        asked = "".join(f"{name}-{quote(value, safe='')}/" for name, value in self.query)
        page = f"{self.language}/{self.inside}{asked}"
        return page + "index.html" if self.path.endswith("/") else page


def place(address: str, language: str) -> Place:
    """The place of an address that is met on a page in this language; `?language=` leads to another."""
    parts = urlsplit(address)
    asked = dict(parse_qsl(parts.query))
    language = asked.pop("language", language)
    speaks = parts.path.endswith(("/", "feed.xml")) and not parts.path.startswith(settings.STATIC_URL)
    return Place(unquote(parts.path), tuple(sorted(asked.items())), language if speaks else "")


def pointed(text: str, here: Place, base: str, seen: Callable[[Place], None]) -> str:
    """The text with each address of the site as one that holds in the folder; `seen` is told of each place.

    Links of pages are relative, so that they hold without any server. Addresses in full begin with `base`; without
    one they are relative, too.
    """

    def away(address: str, *, full: bool) -> str:
        there = place(html.unescape(address), here.language or settings.LANGUAGE_CODE)
        seen(there)
        fragment = urlsplit(html.unescape(address)).fragment
        end = f"#{fragment}" if fragment else ""
        if full and base:
            return base + quote(there.file.removesuffix("index.html")) + end
        return quote(posixpath.relpath(there.file, posixpath.dirname(here.file) or ".")) + end

    text = ROOTED.sub(lambda found: found["lead"] + away(found["address"], full=False), text)
    text = NAMED.sub(lambda found: away(found["address"], full=True), text)
    return QUOTED.sub(lambda found: quote(away(unquote(found["address"]), full=True), safe=""), text)
