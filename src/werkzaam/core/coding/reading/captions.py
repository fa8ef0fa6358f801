"""Captions with times: WebVTT (W3C Candidate Recommendation, 2019) and SubRip."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from werkzaam.core.coding.problem import SourceProblem
from werkzaam.core.coding.reading.turns import seconds
from werkzaam.core.coding.source import Source, Turn, clean

_TIMES = re.compile(r"((?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3})\s*-->\s*((?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3})")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?[ \t]+([^>]*)>")
_TAG = re.compile(r"</?[a-zA-Z0-9][^>]*>|\{\\[^}]*\}")
_LABEL = re.compile(r"^([^\W\d_][^:：\n]{0,39})[:：]\s+(?=\S)")
_PAUSE = 2.0  # seconds of silence that start a new line where nobody is named


@dataclass(frozen=True, slots=True)
class _Said:
    speaker: str
    words: str
    begins: float
    ends: float


def captions(text: str, *, key: str, name: str) -> Source:
    """A transcript of what was said, one line a turn: "Speaker: words", or words alone where nobody is named.

    Captions of one speaker in a row are one turn, so sentences that run over several captions stay whole.
    Raises SourceProblem (`captions-empty`).
    """
    said = list(_turns(_said(clean(text))))
    if not said:
        raise SourceProblem("There are no captions with times in this file.", code="captions-empty")
    return _source(said, key, name)


def _said(text: str) -> Iterator[_Said]:
    for block in re.split(r"\n[ \t]*\n", text):
        times = _TIMES.search(block)
        if times is None or block.lstrip().startswith(("NOTE", "STYLE", "REGION")):
            continue
        payload = block[block.find("\n", times.end()) + 1 :] if "\n" in block[times.end() :] else ""
        for speaker, words in _voices(payload):
            yield _Said(speaker, words, seconds(times[1]), seconds(times[2]))


def _voices(payload: str) -> Iterator[tuple[str, str]]:
    """Pieces of one caption by voice; "Name: words", as meeting software writes it, is a voice too."""
    pieces = _VOICE.split(payload)
    for speaker, piece in [("", pieces[0]), *zip(pieces[1::2], pieces[2::2], strict=True)]:
        words = " ".join(html.unescape(_TAG.sub("", piece)).split())
        label = None if speaker else _LABEL.match(words)
        if label:
            speaker, words = label[1], words[label.end() :]
        if words:
            yield html.unescape(speaker).strip(), words


def _turns(said: Iterable[_Said]) -> Iterator[_Said]:
    last: _Said | None = None
    for one in said:
        if last is not None and _goes_on(last, one):
            last = replace(last, words=f"{last.words} {one.words}", ends=one.ends)
            continue
        if last is not None:
            yield last
        last = one
    if last is not None:
        yield last


def _goes_on(last: _Said, one: _Said) -> bool:
    return last.speaker == one.speaker and (bool(one.speaker) or one.begins - last.ends <= _PAUSE)


def _source(said: Iterable[_Said], key: str, name: str) -> Source:
    lines: list[str] = []
    found: list[Turn] = []
    start = 0
    for one in said:
        label = clean(f"{one.speaker}: ") if one.speaker else ""
        line = clean(label + one.words)
        end = start + len(line)
        found.append(Turn(start, start + len(label), end, label[:-2], one.begins, one.ends))
        lines.append(line)
        start = end + 1
    return Source(key, name, "\n".join(lines), tuple(found))
