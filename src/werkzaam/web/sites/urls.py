"""The doors this process serves (`WERKZAAM_SITES`): a respondent's process has no URL of the other doors."""

from __future__ import annotations

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

DOORS = {
    "guidance": "guidance/",
    "research": "research/",
    "respond": "r/",
    "collect": "collect/",
    "public": "publications/",
}
BY_TOKEN = {"respond", "collect"}  # these know no accounts and no cookies


def doors(sites: tuple[str, ...], *, demo: bool) -> list[URLPattern | URLResolver]:
    """One include per served door; the signed-in doors bring sign-in and the list of next steps with them."""
    found: list[URLPattern | URLResolver] = [
        path(DOORS[site], include(f"werkzaam.web.sites.{site}")) for site in sites
    ]
    if {"guidance", "research"} & set(sites):
        found += [path("", include("werkzaam.web.sites.entrance"))]
    if set(sites) - BY_TOKEN:  # a respondent chooses the language on the questionnaire itself
        found += [path("", include("werkzaam.web.sites.language"))]
        found += [path("", include(f"werkzaam.web.sites.{'chooser' if demo else 'front'}"))]
    return found


urlpatterns = doors(settings.SITES, demo=settings.DEMO)
