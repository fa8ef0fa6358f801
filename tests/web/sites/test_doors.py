"""What each page knows, what each process serves."""

import pytest
from django.urls import Resolver404, reverse
from django.urls.resolvers import RegexPattern, URLResolver

from werkzaam.problem import Problem
from werkzaam.web.sites.context import places
from werkzaam.web.sites.urls import doors


def resolver(*sites, demo=False):
    return URLResolver(RegexPattern(r"^/"), tuple(doors(sites, demo=demo)))


def serves(found, path):
    try:
        return bool(found.resolve(path))
    except Resolver404:
        return False


@pytest.mark.parametrize(
    "path", ["/account/login/", "/guidance/people/", "/language/", "/", "/publications/"]
)
def test_a_respondents_process_has_no_address_of_the_other_doors(path):
    assert not serves(resolver("respond"), path)


def test_the_public_process_has_no_sign_in():
    assert serves(resolver("public"), "/publications/")
    assert not serves(resolver("public"), "/account/login/")


def test_without_demo_mode_nobody_can_become_someone():
    become = "/become/00000000-0000-0000-0000-000000000007/"
    assert serves(resolver("guidance", demo=True), become)
    assert not serves(resolver("guidance"), become)


@pytest.mark.parametrize(
    ("name", "some", "none"),
    [
        ("bram", "people:persons", "study:studies"),
        ("dirk", "study:studies", "people:persons"),
        ("amina", "people:who_looked", "people:persons"),
        ("femke", "people:register", "people:who_looked"),
    ],
)
def test_the_menu_shows_what_the_account_may_do(cast, name, some, none):
    shown = {place.url for place in places(cast.access(name), "/")}
    assert reverse(some) in shown
    assert reverse(none) not in shown


def test_the_menu_marks_one_place_and_the_nearest(cast):
    shown = places(cast.access("bram"), reverse("people:register"))
    assert [place.url for place in shown if place.current] == [reverse("people:register")]


def test_a_page_says_its_language_and_offers_the_other(sign_in):
    page = sign_in("bram").get(reverse("people:persons"), headers={"accept-language": "en"}).content.decode()
    assert '<html lang="en" dir="ltr"' in page
    assert 'value="nl"' in page


def test_the_bare_address_leads_to_what_everyone_may_read(client):
    assert client.get("/").url == reverse("public:publications")


def test_signing_up_is_closed(client, db):
    page = client.get("/account/signup/", headers={"accept-language": "en"}).content.decode()
    assert "Accounts are opened for you" in page
    assert "<form" not in page.split("<main")[1]


def test_a_page_that_does_not_exist_keeps_calm(client):
    page = client.get("/no-such-page/", headers={"accept-language": "nl"})
    assert page.status_code == 404
    assert "Pagina niet gevonden" in page.content.decode()


def test_a_broken_page_needs_nothing_of_the_request(rf):
    from django.views.defaults import server_error

    assert b"sites/respond.css" in server_error(rf.get("/")).content


def test_a_problem_becomes_a_page_with_its_code(rf):
    from werkzaam.web.sites.middleware import Problems

    request = rf.get("/")
    request.resolver_match = None
    request.session = {}
    from django.contrib.auth.models import AnonymousUser

    request.user = AnonymousUser()
    page = Problems(lambda _: None).process_exception(request, Problem("No such wave.", code="no-wave"))
    assert page.status_code == 400
    assert "No such wave." in page.content.decode()
    assert "no-wave" in page.content.decode()


def test_a_nul_in_an_address_is_a_bad_request_and_no_crash(client):
    assert client.get("/guidance/sign-in/?next=%00").status_code == 400
