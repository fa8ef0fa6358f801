"""The whole site as a folder: every page that can be reached, in each language, with links that hold anywhere.

It is made by walking the site as a visitor would, from its lists on; so no link leads to what is not there.
"""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from urllib.parse import urlencode, urljoin

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.handlers.wsgi import WSGIRequest
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve, reverse
from django.utils import translation

from werkzaam.core.report.edition import MANIFEST, read_edition
from werkzaam.core.report.synthesis.read import read_synthesis
from werkzaam.problem import Problem
from werkzaam.web.public import editions, shelf
from werkzaam.web.public.place import HOST, Place, place, pointed

SCHEMA, MARK = "werkzaam-site/1", "site.json"
WORDS = re.compile(
    r"^(text/|application/([\w.+-]*\+)?(json|xml)|application/x-(bibtex|research-info-systems))"
)
STYLE = re.compile(r"url\([\"']?(?!data:)([^\"')]+)[\"']?\)")

Progress = Callable[[str, float], None]


class DeadLink(Problem):
    """A page leads to one that is not there: a mistake of ours, told before anything is put in place."""

    code = "public-dead-link"
    status = 500


class NothingToPublish(Problem):
    code = "public-nothing"
    status = 422


@dataclass(frozen=True, slots=True)
class Site:
    """What was written."""

    keys: list[str]
    files: int


@dataclass(slots=True)
class Walk:
    """The places still to visit, in the order they were met."""

    base: str
    known: set[Place] = field(default_factory=set)
    waiting: list[Place] = field(default_factory=list)

    def meet(self, one: Place) -> None:
        if one not in self.known:
            self.known.add(one)
            self.waiting.append(one)


def check_shelf(folder: Path | None) -> None:
    """Raise what is wrong with the first publication that is not whole; NothingToPublish where there is none."""
    there = folder or settings.EDITIONS
    found = sorted(one for one in there.iterdir() if editions.is_published(one)) if there.is_dir() else []
    if not found:
        raise NothingToPublish(
            f"{there.name} holds no editions. Nothing was written; name the folder they lie in."
        )
    for one in found:
        if (one / MANIFEST).is_file():
            read_edition(one)
        else:
            read_synthesis(one)


def write_site(folder: Path | None, out: Path, *, base: str = "", progress: Progress | None = None) -> Site:
    """Write the site of the publications in `folder` to `out`, whole or not at all. Same input, same bytes.

    `base` is the address at which `out` will be found, with a slash at its end; empty where nobody knows.
    """
    tell = progress or (lambda _step, _part: None)
    out.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=f".{out.name}.", dir=out.parent))
    try:
        with _site(folder or settings.EDITIONS):
            site = _write(beside / "new", base, tell)
        _swap(beside / "new", out, beside / "old")
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return site


@contextmanager
def _site(folder: Path) -> Iterator[None]:
    """The settings of this process as if it served this folder under a name that stands for any."""
    before = settings.EDITIONS, settings.ALLOWED_HOSTS
    settings.EDITIONS, settings.ALLOWED_HOSTS = folder.resolve(), [HOST]
    try:
        yield
    finally:
        settings.EDITIONS, settings.ALLOWED_HOSTS = before


def _write(out: Path, base: str, tell: Progress) -> Site:
    found, walk = shelf.shelf(), Walk(base)
    for one in _entrances(base):
        walk.meet(one)
    while walk.waiting:
        tell("write", 1 - len(walk.waiting) / len(walk.known))
        one = walk.waiting.pop()
        _put(out / one.file, _content(one, walk))
    _put(out / "index.html", _choice())
    listed = [{"key": one.directory.name, "digest": one.digest} for one in found]
    _put(out / MARK, json.dumps({"schema": SCHEMA, "publications": listed}, indent=1).encode() + b"\n")
    return Site([str(one["key"]) for one in listed], len(walk.known) + 2)


def _entrances(base: str) -> Iterator[Place]:
    """The list in each language, and what programs ask for by name; a map needs addresses in full."""
    for language in settings.STAFF_LANGUAGES:
        yield place(reverse("public:publications"), language)
        yield place(reverse("public:feed"), language)
    for name in ("catalogue", *(("sitemap", "robots") if base else ())):
        yield place(reverse(f"public:{name}"), "")


def _content(one: Place, walk: Walk) -> bytes:
    if one.is_static:
        return _static(one, walk)
    content, kind = _opened(one, bool(walk.base))
    if one.is_kept or not WORDS.match(kind):
        return content
    return pointed(content.decode(), one, walk.base, walk.meet).encode()


def _static(one: Place, walk: Walk) -> bytes:
    """A file of the look, with what a style sheet asks for beside it."""
    name = one.path.removeprefix(settings.STATIC_URL)
    found = finders.find(name)
    if found is None:
        raise DeadLink(f"{one.path} is asked for, but is not there. Run scripts/assets.py and try again.")
    content = Path(str(found)).read_bytes()
    if name.endswith(".css"):
        for link in STYLE.findall(content.decode()):
            walk.meet(place(urljoin(one.path, link), ""))
    return content


def _opened(one: Place, somewhere: bool) -> tuple[bytes, str]:
    """The page as the site answers it, and its type. Raises DeadLink."""
    language = one.language or settings.LANGUAGE_CODE
    request = _request(one, language, somewhere)
    try:
        match = resolve(one.path)
    except Resolver404 as error:
        raise DeadLink(f"{one.path} is linked to, but is no page of this site.") from error
    with translation.override(language):
        response = match.func(request, *match.args, **match.kwargs)
    if response.status_code != 200:
        raise DeadLink(f"{one.address} answers {response.status_code}.")
    return response.content, str(response["Content-Type"])


def _request(one: Place, language: str, somewhere: bool) -> WSGIRequest:
    request = WSGIRequest(
        {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": one.path,
            "QUERY_STRING": urlencode(one.query),
            "SERVER_NAME": HOST,
            "SERVER_PORT": "80",
            "wsgi.input": BytesIO(),
            "wsgi.url_scheme": "http",
        }
    )
    request.LANGUAGE_CODE = language
    request.nowhere = not somewhere  # type: ignore[attr-defined]
    return request


def _choice() -> bytes:
    """The first page: on to the main language, with the others in sight."""
    languages = [
        (code, str(translation.get_language_info(code)["name_local"]).capitalize())
        for code in settings.STAFF_LANGUAGES
    ]
    shown = {"languages": languages, "main": settings.LANGUAGE_CODE}
    return render_to_string("public/choice.html", shown).encode()


def _put(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _swap(new: Path, out: Path, old: Path) -> None:
    """The new site takes the place of the old in one step."""
    if out.exists():
        out.rename(old)
    try:
        new.rename(out)
    except OSError:
        if old.exists():
            old.rename(out)
        raise
