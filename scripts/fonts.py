"""Make the letters of the PDF "my data" from the fonts of package-lock.json: Typst reads TrueType, no WOFF2.

Run after `scripts/assets.py`, when a font in package-lock.json changed:
`uv run --no-project --with fonttools --with brotli python scripts/fonts.py`. Latin comes from `core/report/fonts`.
"""

from __future__ import annotations

from pathlib import Path

from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules/@fontsource"
TARGET = ROOT / "src/werkzaam/web/journey/fonts"
SCRIPTS = {"Arabic": "noto-sans-arabic", "Ethiopic": "noto-sans-ethiopic", "Cyrillic": "noto-sans"}
FAMILY, FULL, POSTSCRIPT, PREFERRED = 1, 4, 6, 16


def convert(script: str, package: str) -> None:
    """One regular weight, under a family name of its own: Typst chooses a file by family."""
    font = TTFont(MODULES / package / f"files/{package}-{script.lower()}-400-normal.woff2")
    font.flavor = None
    for number in (FAMILY, FULL, PREFERRED):
        font["name"].setName(f"Noto Sans {script}", number, 3, 1, 0x409)
    font["name"].setName(f"NotoSans{script}-Regular", POSTSCRIPT, 3, 1, 0x409)
    font["head"].modified = font["head"].created  # the same bytes each time
    font.recalcTimestamp = False
    font.save(TARGET / f"NotoSans{script}-Regular.ttf")


if __name__ == "__main__":
    TARGET.mkdir(exist_ok=True)
    for script, package in SCRIPTS.items():
        convert(script, package)
