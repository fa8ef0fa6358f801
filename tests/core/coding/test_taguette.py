"""What Taguette 1.5.2 wrote after it had read our codebook (bench/taguette_beside.py made it, and makes it anew)."""

from pathlib import Path

from werkzaam.core.coding import read_qdc

WRITTEN = Path(__file__).parents[2] / "reference/taguette/codebook.qdc"


def test_its_codebook_is_read_with_nothing_lost() -> None:
    book, losses = read_qdc(WRITTEN.read_bytes())
    assert [code.name for code in book.codes] == ["Vertrouwen", "Vertrouwen / Vaste coach", "الانتظار"]
    assert book.name == "Taguette 1.5.2"
    assert losses == ()
