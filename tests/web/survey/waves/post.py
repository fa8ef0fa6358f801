"""What arrives at people: e-mail, text messages and letters, each with the links that stand in it."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from typing import Any

from django.core import mail
from pypdf import PdfReader

from .truth import Member

LINK = re.compile(r"http://testserver/r/[A-Za-z0-9_-]+/(?!stop/)")
STOP = re.compile(r"http://testserver/r/[A-Za-z0-9_-]+/stop/")
NUMBER = re.compile(r"[0-9a-f]{5}-[0-9a-f]{5}")
TEXTS: list[tuple[str, str]] = []


def text_message(*, to: str, text: str) -> None:
    """The gateway that the settings name."""
    TEXTS.append((to, text))


@dataclass(frozen=True, slots=True)
class Item:
    """One message: `link` opens the questions, `stop` is for no more of them."""

    at: datetime
    channel: str
    words: str
    link: str
    stop: str


@dataclass(slots=True)
class Post:
    """Everyone's letterbox, by key of the person."""

    members: dict[str, Member]
    boxes: dict[str, list[Item]] = field(default_factory=lambda: defaultdict(list))

    def collect(self, at: datetime) -> None:
        """What left since the last time."""
        by_email = {one.email: key for key, one in self.members.items() if one.email}
        by_phone = {one.phone: key for key, one in self.members.items() if not one.email and one.phone}
        for message in mail.outbox:
            self._put(by_email[message.to[0]], at, "email", message.body, message.alternatives[0].content)
        for to, text in TEXTS:
            self._put(by_phone[to], at, "sms", text)
        mail.outbox.clear()
        TEXTS.clear()

    def letters(self, at: datetime, content: bytes, whose: Any) -> int:
        """One page a letter; `whose` finds the persons behind the numbers on them."""
        pages = [re.sub(r"[\s\u200b]", "", page.extract_text()) for page in PdfReader(BytesIO(content)).pages]
        numbers = [NUMBER.search(page)[0] for page in pages]  # type: ignore[index]
        keys = whose(numbers)
        for number, page in zip(numbers, pages, strict=True):
            self._put(keys[number], at, "letter", page)
        return len(pages)

    def _put(self, key: str, at: datetime, channel: str, words: str, also: str = "") -> None:
        link, stop = LINK.search(words), STOP.search(words)
        if link:
            assert not also or f'href="{link[0]}"' in also
        item = Item(at, channel, words, link[0] if link else "", stop[0] if stop else "")
        self.boxes[key].append(item)

    def newest(self, key: str) -> str:
        return next(item.link for item in reversed(self.boxes[key]) if item.link)

    def since(self, key: str, at: datetime) -> list[Item]:
        return [item for item in self.boxes[key] if item.at >= at]
