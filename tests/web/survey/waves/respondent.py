"""A respondent: reads the words on the page, looks for the own answer among them, and goes on."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin

from .browser import Browser, Page
from .forms import plain
from .sheet import Asked
from .truth import Member, Turn

DIGITS = {"ar": "٠١٢٣٤٥٦٧٨٩", "fa": "۰۱۲۳۴۵۶۷۸۹"}
HELPERS = ("family", "volunteer", "interpreter", "professional")


@dataclass(slots=True)
class Respondent:
    """One person at one wave, at a device; `device` gives another one."""

    member: Member
    turn: Turn
    sheet: dict[str, Asked]
    browser: Browser
    device: Callable[[], Browser]
    wait: Callable[[int], None]  # minutes
    met: list[str] = field(default_factory=list)  # questions, in the order in which they were met

    def open(self, link: str) -> Page:
        """The first page: the own language, who helps, and on."""
        page = self.browser.open(link)
        assert (page.status, page.language) == (200, self.member.language), page.words
        assert page.tree.get("dir") == ("rtl" if page.language in ("ar", "fa") else "ltr")
        helped = self.turn.mode == "helped" and self.turn.stumble != "told-at-the-end"
        said = {"helper": HELPERS[self.member.number % 4], "helper_language": page.language} if helped else {}
        return self.browser.press(page, page.button(name="go", value="next", type="submit"), **said)

    def answers(self, page: Page, most: int = 99) -> Page:
        """Question by question from `page` to the page to check, or `most` of them."""
        for _number in range(most):
            if self.asks_alone(page):
                page = self._alone(page)
            if not self.asks(page):
                break
            page = self._answer(page)
        return page

    @staticmethod
    def asks(page: Page) -> bool:
        return page.tree.find(".//input[@name='of']") is not None

    @staticmethod
    def asks_alone(page: Page) -> bool:
        return bool(page.tree.xpath("//main//button[@value='alone']"))

    def _alone(self, page: Page) -> Page:
        go = "skip" if self.turn.stumble == "passes-alone" else "alone"
        return self.browser.press(page, page.button(value=go))

    def question(self, page: Page) -> Asked:
        """Which question this is, by its words."""
        found = [one for one in self.sheet.values() if plain(one.words[page.language]) == page.heading]
        assert len(found) == 1, f"{page.heading!r} is no question in {page.language}"
        return found[0]

    def _answer(self, page: Page) -> Page:
        if len(self.met) == 2:
            page = self._stumble(page)
        asked = self.question(page)
        value = self.turn.answers.get(asked.key)
        if self.turn.stumble == "check" and not self.met:
            value = 1 if value == 2 else 2  # a slip, seen on the page to check
        self.met.append(asked.key)
        if value is None:
            return self.browser.press(page, page.button(value="skip"))
        said = self.said(page, asked, value)
        if self.turn.stumble == "twice":  # a slow network, and a second press
            self.browser.press(page, page.button(value="next", name="go"), follow=False, answer=said)
        return self.browser.press(page, page.button(value="next", name="go"), answer=said)

    def said(self, page: Page, asked: Asked, value: Any) -> str | list[str]:
        """The answer as it stands on this page, or as this person types it."""
        if asked.kind == "integer":
            return self.typed(f"{value:g}")
        if asked.kind == "text":
            return str(value)
        wanted = value if isinstance(value, list) else [f"{value:g}"]
        words = {plain(told[page.language]) for name, told in asked.choices if name in wanted}
        boxes = [label for label in page.tree.iter("label") if plain("".join(label.itertext())) in words]
        assert len(boxes) == len(wanted), f"{page.address}: {words} do not stand there"
        return [box.find("input").get("value") for box in boxes]

    def _stumble(self, page: Page) -> Page:
        """Once on the way, at the third question."""
        act = {"back": self._back, "language": self._language, "wrong": self._wrong, "elsewhere": self._move}
        done = act.get(self.turn.stumble)
        return done(page) if done else page

    def _back(self, page: Page) -> Page:
        page = self.browser.press(page, page.button(value="back"))
        return self.browser.press(page, page.button(value="next", name="go"))

    def _language(self, page: Page) -> Page:
        """English for a moment, then Dutch: and Dutch it stays."""
        page = self.browser.press(page, page.button(value="en"))
        assert page.language == "en"
        return self.browser.press(page, page.button(value="nl"))

    def _wrong(self, page: Page) -> Page:
        """Words where a number is asked: told so in the own language, and nothing is lost."""
        page = self.browser.press(page, page.button(value="next", name="go"), answer="🙂 مرحبا")
        assert (page.status, page.language) == (422, self.member.language)
        assert page.tree.find(".//input[@aria-invalid='true']").get("value") == "🙂 مرحبا"
        return page

    def _move(self, page: Page) -> Page:
        """On another device, by the six digits of this one; a code that lay too long opens nothing."""
        later, other = page.address.rsplit("/", 2)[0] + "/later/", self.device()
        for minutes, status in ((31, 422), (1, 200)):
            page = self.browser.open(later)
            page = self.browser.press(page, page.tree.xpath("//main//form//button")[0])
            code = plain("".join(page.tree.find_class("wz-code")[0].itertext()))
            self.wait(minutes)
            page = other.open("/r/code/")
            page = other.press(page, page.tree.xpath("//main//form//button")[0], code=self.typed(code))
            assert page.status == status, page.words
        self.browser = other
        return self.browser.press(page, page.button(name="go", value="next", type="submit"))

    def typed(self, digits: str) -> str:
        """In the digits of the own keyboard."""
        return digits.translate(str.maketrans("0123456789", DIGITS.get(self.member.language, "0123456789")))

    def without_network(self, page: Page) -> Page:
        """Keep the pages on the device, answer all, and send them in one go: twice, for the first got no answer."""
        root = page.address.rsplit("/", 2)[0] + "/"
        pages = [
            one for one in json.loads(self.browser.open(f"{root}answers/").body)["pages"] if "/r/" in one
        ]
        kept = [self.browser.open(one) for one in pages]
        batch = [self._kept(number, one) for number, one in enumerate(filter(self.asks, kept))]
        body = json.dumps({"now": len(batch) * 9000, "answers": batch}).encode()
        told = [json.loads(self.browser.send(f"{root}answers/", body, "application/json").body) for _ in "ab"]
        for one in told:
            assert (len(one["taken"]), one["refused"]) == (len(batch), {})
        if told[0]["next"]:  # a yes brought a question that the device did not have
            self._answer(self.browser.open(told[0]["next"]))
        return self.browser.open(f"{root}check/")

    def _kept(self, number: int, page: Page) -> dict[str, object]:
        asked = self.question(page)
        self.met.append(asked.key)
        value = self.turn.answers.get(asked.key)
        said = [] if value is None else self.said(page, asked, value)
        return {
            "id": f"{self.turn.person}-{self.turn.wave}-{number:04}",
            "of": page.tree.find(".//input[@name='of']").get("value"),
            "go": "skip" if value is None else "next",
            "given": number * 9000,
            "took": 8000,
            "values": {"answer": said if isinstance(said, list) else [said]},
        }

    def check(self, page: Page) -> Page:
        """One answer was a slip: changed from the page to check."""
        page = self.browser.open(urljoin(page.address, page.tree.xpath("//main//dd//a")[0].get("href")))
        asked = self.question(page)
        said = self.said(page, asked, self.turn.answers[asked.key])
        return self.browser.press(page, page.button(value="next", name="go"), answer=said)

    def sends(self, page: Page) -> Page:
        """From the page to check; `done` stands at the door when it has arrived."""
        said = {}
        if self.turn.stumble == "told-at-the-end":
            said = {"mode": "helped", "helper_language": "ti"}
        button = page.button(value="send")
        done = self.browser.press(page, button, **said)
        if self.turn.stumble == "twice":
            done = self.browser.press(page, button, **said)
        return done
