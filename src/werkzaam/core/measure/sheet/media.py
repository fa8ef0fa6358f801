"""Sounds and pictures that a sheet names, and files told by their first bytes, whatever they are called."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from werkzaam.core.measure.model import Text
from werkzaam.core.measure.sheet.definition import Definition
from werkzaam.core.measure.sheet.faults import CHOICES, SURVEY, SheetFault

LARGEST_FILE = 5_000_000  # bytes: five minutes of speech, or a picture larger than any phone shows
NAME = re.compile(r"[\w() -][\w() .-]{0,115}\.[A-Za-z0-9]{2,4}")

Marks = tuple[tuple[int, bytes], ...]
KINDS: tuple[tuple[str, tuple[str, ...], tuple[Marks, ...]], ...] = (
    # media type, endings, and the bytes that each form of it has at fixed places
    ("audio/mpeg", ("mp3",), (((0, b"ID3"),), ((0, b"\xff\xfb"),), ((0, b"\xff\xf3"),), ((0, b"\xff\xf2"),))),
    ("audio/ogg", ("ogg", "oga", "opus"), (((0, b"OggS"),),)),
    ("audio/mp4", ("m4a",), (((4, b"ftypM4A"),), ((4, b"ftypmp42"),), ((4, b"ftypisom"),))),
    ("audio/wav", ("wav",), (((0, b"RIFF"), (8, b"WAVE")),)),
    ("image/png", ("png",), (((0, b"\x89PNG\r\n\x1a\n"),),)),
    ("image/jpeg", ("jpg", "jpeg"), (((0, b"\xff\xd8\xff"),),)),
    ("image/webp", ("webp",), (((0, b"RIFF"), (8, b"WEBP")),)),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """Where the sheet names sounds ("audio") or pictures ("image"): per language the file's name."""

    sheet: str
    row: int
    what: str
    key: str
    names: Text


def asked_media(definition: Definition) -> Iterator[Asked]:
    """Every place that has words, sound or a picture: sounds may be named there, also where none are."""
    for entry in definition.entries:
        if entry.label or entry.audio or entry.image:
            yield Asked(SURVEY, entry.row, "audio", entry.key, entry.audio)
            yield Asked(SURVEY, entry.row, "image", entry.key, entry.image)
    for name, choice in definition.offered():
        yield Asked(CHOICES, choice.row, "audio", f"{name}/{choice.name}", choice.audio)
        yield Asked(CHOICES, choice.row, "image", f"{name}/{choice.name}", choice.image)


def named_media(definition: Definition) -> set[str]:
    """Every file that the sheet names."""
    return {name for asked in asked_media(definition) for name in asked.names.values()}


def media_type(content: bytes) -> str:
    """Such as "audio/mpeg", by its first bytes; empty for what is no sound or picture that phones play."""
    for kind, _endings, forms in KINDS:
        if any(all(content[at : at + len(mark)] == mark for at, mark in marks) for marks in forms):
            return kind
    return ""


def media_faults(name: str, content: bytes) -> Iterator[SheetFault]:
    """What is wrong with one file."""
    found = next((one for one in KINDS if one[0] == media_type(content)), None)
    ending = name.rpartition(".")[2].lower()
    if not NAME.fullmatch(name):
        yield _fault(
            f'"{name[:120]}" cannot be the name of a file: letters, digits, - and _, then a point and mp3'
        )
    elif len(content) > LARGEST_FILE:
        yield _fault(f'"{name}" is larger than {LARGEST_FILE // 1_000_000} MB')
    elif found is None:
        yield _fault(f'"{name}" is no sound (mp3, ogg, m4a, wav) and no picture (png, jpeg, webp)')
    elif ending not in found[1]:
        yield _fault(f'"{name}" is in truth a file of the kind {found[1][0]}: name it so, also in the sheet')


def _fault(message: str) -> SheetFault:
    return SheetFault("", 0, "", message, "media-refused")
