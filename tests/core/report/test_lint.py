"""A report that not everybody can read is refused before a file is written."""

from dataclasses import replace

import pytest

from werkzaam.core.report import drawn, lint
from werkzaam.core.report.document import Figure, Section, Table, every
from werkzaam.core.report.edition import EditionProblem

from .conftest import ON


def spoilt(document, kind, **changes):
    first = every(document.sections, kind)[0]

    def swap(one):
        if one is first:
            return replace(one, **changes)
        if isinstance(one, Section):
            return replace(one, blocks=tuple(map(swap, one.blocks)))
        return replace(one, table=swap(one.table)) if isinstance(one, Figure) else one

    return replace(document, sections=tuple(map(swap, document.sections)))


@pytest.mark.parametrize(
    ("kind", "changes", "said"),
    [
        (Figure, {"alt": " "}, "alt text"),
        (Figure, {"title": ()}, "no title"),
        (Table, {"caption": ""}, "no caption"),
        (Table, {"header": ("",)}, "column without a heading"),
        (Table, {"header": ("a",)}, "other columns"),
        (Section, {"title": ""}, "no heading"),
    ],
)
def test_what_a_screen_reader_would_miss_is_refused(documents, kind, changes, said):
    with pytest.raises(EditionProblem, match=said) as problem:
        lint.check(spoilt(documents["nl"], kind, **changes))
    assert problem.value.code == "edition-not-accessible"


def test_a_report_of_ours_is_let_pass(documents):
    for document in documents.values():
        lint.check(document)


def test_a_language_nobody_speaks_here_is_refused(documents):
    with pytest.raises(EditionProblem, match="no language"):
        lint.check(replace(documents["nl"], language="xx"))


def test_a_figure_without_alt_text_leaves_nothing_behind(study, tmp_path, monkeypatch):
    made = drawn.Figure
    monkeypatch.setattr(drawn, "Figure", lambda key, title, alt, *rest: made(key, title, "", *rest))
    with pytest.raises(EditionProblem):
        study.write(tmp_path / "out", on=ON, languages=("nl",))
    assert list(tmp_path.iterdir()) == []
