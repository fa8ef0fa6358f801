"""A browser without script, straight at the WSGI application: cookies, redirects, and forms as they stand on a page."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from http.cookies import SimpleCookie
from io import BytesIO
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

from lxml import html

from .forms import Said, filled, form_of, plain

HOST = "http://testserver/"


class Page:
    """What came back, and what can be done on it."""

    def __init__(self, address: str, status: int, headers: dict[str, str], body: bytes) -> None:
        self.address, self.status, self.headers, self.body = address, status, headers, body
        self._tree: Any = None

    @property
    def tree(self) -> Any:
        if self._tree is None:
            self._tree = html.document_fromstring(self.body)
        return self._tree

    @property
    def language(self) -> str:
        return str(self.tree.get("lang"))

    @property
    def heading(self) -> str:
        """The words of the first heading."""
        return plain("".join(self.tree.find(".//h1").itertext()))

    @property
    def words(self) -> str:
        return plain("".join(self.tree.find(".//main").itertext()))

    def rows(self, number: int) -> list[list[str]]:
        """The body of a table on the page, cell by cell."""
        body = self.tree.findall(".//table")[number].find("tbody")
        return [[plain("".join(cell.itertext())) for cell in row] for row in body]

    def button(self, **wanted: str) -> Any:
        """The first button with these attributes."""
        return next(one for one in self.tree.iter("button") if wanted.items() <= dict(one.attrib).items())

    def form(self, address: str) -> Any:
        """The button of the form that goes to `address`."""
        return next(
            form.find(".//button")
            for form in self.tree.iter("form")
            if urljoin(self.address, form.get("action") or "") == address
        )


class Browser:
    """One device; `site` the WSGI application, `pause` is called before each request (time goes by)."""

    def __init__(
        self,
        site: Callable[..., Iterable[bytes]],
        pause: Callable[[], None],
        cookies: dict[str, str] | None = None,
        where: str = "198.51.100.7",
    ) -> None:
        self.site, self.pause, self.cookies, self.where = site, pause, dict(cookies or {}), where
        self.asked = 0

    def open(self, address: str) -> Page:
        """GET, and whatever it leads to."""
        return self._follow(self._ask("GET", address))

    def press(self, page: Page, button: Any, *, follow: bool = True, **said: Said) -> Page:
        """Fill in `said` by name, and press the button: what is sent is what stands in its form."""
        form = form_of(page, button)
        pairs = filled(page, form, said)
        if button.get("name"):
            pairs.append((button.get("name"), button.get("value") or ""))
        where = urljoin(page.address, form.get("action") or page.address)
        if (form.get("method") or "get").lower() == "get":
            return self.open(f"{where.partition('?')[0]}?{urlencode(pairs)}")
        answer = self._ask("POST", where, urlencode(pairs).encode())
        return self._follow(answer) if follow else answer

    def send(self, address: str, body: bytes, kind: str = "application/x-www-form-urlencoded") -> Page:
        """POST without a page: what a mail program or a script does."""
        return self._ask("POST", address, body, kind)

    def _follow(self, page: Page) -> Page:
        for _step in range(5):
            if page.status not in (301, 302, 303):
                return page
            page = self._ask("GET", urljoin(page.address, page.headers["Location"]))
        raise AssertionError(f"{page.address} leads in circles")

    def _ask(self, method: str, address: str, body: bytes = b"", kind: str = "") -> Page:
        self.pause()
        self.asked += 1
        address = urljoin(HOST, address)
        parts, told = urlsplit(address), {}

        def start(status: str, headers: list[tuple[str, str]], *_error: object) -> None:
            told["status"], told["headers"] = status, headers

        answer = self.site(self._environ(method, parts, body, kind), start)
        try:
            content = b"".join(answer)
        finally:
            answer.close()  # type: ignore[attr-defined]
        self._keep(told["headers"])
        return Page(address, int(told["status"].split()[0]), dict(told["headers"]), content)

    def _environ(self, method: str, parts: Any, body: bytes, kind: str) -> dict[str, object]:
        return {
            "REQUEST_METHOD": method,
            "PATH_INFO": parts.path,
            "QUERY_STRING": parts.query,
            "SCRIPT_NAME": "",
            "SERVER_NAME": "testserver",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": self.where,
            "CONTENT_LENGTH": str(len(body)),
            "CONTENT_TYPE": kind or "application/x-www-form-urlencoded",
            "HTTP_COOKIE": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http",
            "wsgi.input": BytesIO(body),
            "wsgi.errors": BytesIO(),
            "wsgi.multithread": False,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
        }

    def _keep(self, headers: list[tuple[str, str]]) -> None:
        for name, value in headers:
            if name.lower() == "set-cookie":
                self.cookies |= {key: one.value for key, one in SimpleCookie(value).items()}
