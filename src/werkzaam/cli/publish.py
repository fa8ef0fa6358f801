"""`werkzaam publish`: the publication site as a folder that any web server, or none, can show."""

from __future__ import annotations

import argparse
import os
import secrets
from urllib.parse import urlsplit

from werkzaam.cli.exits import OK, UsageProblem
from werkzaam.cli.place import refuse_occupied, writing
from werkzaam.cli.telling import progress, say, say_json, warn

MARK = "site.json"
"""The file by which an earlier site is known."""


def publish(options: argparse.Namespace) -> int:
    """Write the publication site as a folder of plain files (exit 7 for an edition that is not whole)."""
    base = _base(options.base_url)
    if options.shelf is not None and not options.shelf.is_dir():
        raise UsageProblem(f"{options.shelf} is no folder. Name the one in which the editions lie.")
    refuse_occupied(options.static, mark=MARK)
    _without_a_server()
    from werkzaam.web.public.folder import check_shelf, write_site

    check_shelf(options.shelf)
    with progress(quiet=options.json) as tell, writing(options.static):
        done = write_site(options.shelf, options.static, base=base, progress=tell)
    if options.json:
        say_json({"ok": True, "site": str(options.static), "publications": done.keys, "files": done.files})
        return OK
    if not base:
        warn("Without --base-url there is no sitemap: it needs the addresses in full.")
    say(f"{len(done.keys)} publications, {done.files} files\nSite: {options.static / 'index.html'}")
    return OK


def _base(url: str | None) -> str:
    """The address with a slash at its end; "" where none was given. Raises UsageProblem."""
    if url is None:
        return ""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.netloc or parts.query or parts.fragment:
        raise UsageProblem(f"--base-url {url} is no address such as https://example.org/publications/.")
    return url.rstrip("/") + "/"


def _without_a_server() -> None:
    """The pages of the public door alone: no accounts, no database, no secret that is kept."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "werkzaam.web.settings")
    os.environ.setdefault("WERKZAAM_SECRET_KEY", secrets.token_urlsafe(48))
    os.environ["WERKZAAM_SITES"] = "public"
    django.setup()
