"""A questionnaire with a sound and a picture, for the pages that show it on a phone."""

from pathlib import Path
from typing import Any

SHEET = Path(__file__).parents[2] / "web/survey/spoken.csv"
SOUND = b"ID3\x04\x00\x00\x00\x00\x00\x00"  # the head of an mp3, and no sound
PICTURE = bytes.fromhex(  # one grey point
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a49444154789c6368000000820081"
    "77cd72b60000000049454e44ae426082"
)


def pages(_cast: Any, at: Any) -> dict[str, dict[str, Any]]:
    from werkzaam.web.survey import actions

    media = {"hallo-nl.mp3": SOUND, "huis.png": PICTURE}
    text = SHEET.read_text(encoding="utf-8")
    found = actions.add_instrument(by="system", at=at, csv_text=text, media=media)
    return {
        "survey:instrument_sheet": {"number": found.pk},
        "survey:instrument_media": {"number": found.pk, "name": "huis.png"},
        "survey:instrument_preview": {"number": found.pk, "language": "ar"},
    }
