"""What the papers say is so: commands exist, links lead somewhere, what is made is not kept in git."""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess

import pytest

from werkzaam.cli.arguments import parser

FENCED = re.compile(r"```[a-z]*\n(.*?)```", re.DOTALL)
INLINE = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")
MADE = [
    ".venv/x", ".uv/x", "node_modules/x", "var/guidance.sqlite3", "out/x", "dist/x", ".coverage", ".coverage.host.1",
    "htmlcov/x", ".mypy_cache/x", ".ruff_cache/x", ".pytest_cache/x", ".hypothesis/x", "src/werkzaam/__pycache__/x",
    "src/werkzaam/web/sites/static/vendor/htmx.min.js", "src/werkzaam/web/people/locale/nl/LC_MESSAGES/django.mo",
]  # fmt: skip


def papers(house):
    return [*house.root.glob("*.md"), *house.root.glob("docs/**/*.md"), *house.root.glob("examples/**/*.md")]


def commands(text: str) -> list[str]:
    """Lines of code blocks and words in backticks."""
    lines = [line.strip().removeprefix("$ ") for block in FENCED.findall(text) for line in block.splitlines()]
    return lines + INLINE.findall(FENCED.sub("", text))


def test_every_make_command_in_the_papers_exists(house):
    targets = set(re.findall(r"^([a-z][a-z-]*):", (house.root / "Makefile").read_text(), re.MULTILINE))
    wrong = [
        f"{paper.name}: make {target}"
        for paper in papers(house)
        for line in commands(paper.read_text(encoding="utf-8"))
        for target in re.findall(r"^make ([a-z][a-z-]*)", line)
        if target not in targets
    ]
    assert not wrong


def known(words: list[str]) -> bool:
    """Whether `werkzaam WORDS` names a command, and, where that has commands of its own, one of those."""
    level: argparse.ArgumentParser = parser()
    for word in words:
        group = next((a for a in level._actions if isinstance(a, argparse._SubParsersAction)), None)
        if group is None:
            return True
        if word not in group.choices:
            return word.isupper()  # werkzaam COMMAND --help
        level = group.choices[word]
    return True


@pytest.mark.parametrize(
    ("words", "there"), [("demo", True), ("audit verify", True), ("audit nothing", False), ("nothing", False)]
)
def test_commands_are_told_apart(words, there):
    assert known(words.split()) is there


def test_every_werkzaam_command_in_the_papers_exists(house):
    wrong = [
        f"{paper.name}: {line}"
        for paper in papers(house)
        for line in commands(paper.read_text(encoding="utf-8"))
        for words in re.findall(r"^(?:\.venv/bin/|uv run )?werkzaam((?: [A-Za-z]+)+)", line)
        if not known(words.split())
    ]
    assert not wrong


def test_every_link_in_the_papers_leads_somewhere(house):
    wrong = [
        f"{paper.relative_to(house.root)}: {link}"
        for paper in papers(house)
        for link in LINK.findall(FENCED.sub("", paper.read_text(encoding="utf-8")))
        if not (paper.parent / link).exists()
    ]
    assert not wrong


def test_every_dependency_has_its_reason(house):
    """docs/dependencies.md has one row for each dependency, and none for what is gone."""
    import tomllib

    project = tomllib.loads((house.root / "pyproject.toml").read_text())
    groups = project["dependency-groups"].values()
    asked = [*project["project"]["dependencies"], *(one for group in groups for one in group)]
    asked += [one for extra in project["project"]["optional-dependencies"].values() for one in extra]
    wanted = {re.split(r"[\[<>=;!~ ]", one)[0] for one in asked}
    rows = (house.root / "docs/dependencies.md").read_text(encoding="utf-8").splitlines()
    told = {
        name for row in rows if row.startswith("| `") for name in re.findall(r"`([^`]+)`", row.split("|")[1])
    }
    assert told == wanted


needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="no git")


def git(house, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["git", *words], cwd=house.root, capture_output=True, text=True)


@needs_git
@pytest.mark.parametrize("path", MADE)
def test_what_is_made_is_not_kept_in_git(house, path):
    if git(house, "rev-parse").returncode:
        pytest.skip("not a git repository")
    assert git(house, "check-ignore", "-q", path).returncode == 0


@needs_git
def test_nothing_kept_in_git_is_ignored(house):
    assert git(house, "ls-files", "--cached", "--ignored", "--exclude-standard").stdout == ""
