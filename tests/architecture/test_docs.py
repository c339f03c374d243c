"""The docs say what is so: generated pages are current, examples run, choices are explained."""

from __future__ import annotations

import doctest
import importlib.util
import re
import subprocess
import sys
import tomllib
from types import ModuleType

import pytest
from architecture_tools import ROOT

import rapprochement
from rapprochement.cli import root

DOCS = ROOT / "docs"
LINK = re.compile(r"\]\((?!https?://|#)([^)#]+)")


@pytest.fixture(scope="module")
def make() -> ModuleType:
    """Give the script that writes the generated parts of the docs."""
    spec = importlib.util.spec_from_file_location("docs_make", DOCS / "make.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_generated_pages_and_shown_outputs_are_current(make) -> None:
    """Reference pages match the program, and every command in the docs prints what stands there.

    If this fails after a change that was meant: make docs.
    """
    for path, text in make.generated():
        assert path.read_text("utf-8") == text, f"{path.relative_to(ROOT)} is not current"


def test_the_reference_knows_every_verb_and_option() -> None:
    """Undocumented means failing: no verb or option is missing from the reference."""
    page = (DOCS / "reference" / "cli.md").read_text("utf-8")
    for verb in root.commands.values():
        assert f"## rapprochement {verb.name}" in page
        for parameter in verb.params:
            assert parameter.opts[0].startswith("-") is False or parameter.opts[0] in page


def test_the_front_door_shows_working_examples() -> None:
    """The example in the package's docstring and those of the README run as they stand."""
    assert doctest.testmod(rapprochement).failed == 0
    failed, tried = doctest.testfile(str(ROOT / "README.md"), module_relative=False)

    assert tried >= 4
    assert failed == 0


def test_every_dependency_has_its_reason() -> None:
    """The page of decisions names every library that is installed, and no other."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    page = (DOCS / "decisions" / "0004-dependencies.md").read_text("utf-8")
    wanted = {re.split(r"[<>=\[; ]", each)[0] for each in project["project"]["dependencies"]}
    tools = {re.split(r"[<>=\[; ]", each)[0] for each in project["dependency-groups"]["dev"]}

    assert set(re.findall(r"^\| `([\w-]+)` \|", page, re.MULTILINE)) == wanted
    assert {tool for tool in tools if f"`{tool}`" not in page} == set()


def test_every_decision_is_dated_and_listed() -> None:
    """Each decision has its page, its day, and its line in the list."""
    listed = (DOCS / "decisions" / "README.md").read_text("utf-8")
    pages = sorted((DOCS / "decisions").glob("0*.md"))

    assert pages
    for page in pages:
        assert f"({page.name})" in listed
        assert re.search(r"^Decided \d{4}-\d{2}-\d{2}\.$", page.read_text("utf-8"), re.MULTILINE)


def test_links_between_pages_lead_somewhere() -> None:
    """A relative link in the docs names a file that is there."""
    pages = [ROOT / "README.md", ROOT / "CHANGELOG.md", *DOCS.rglob("*.md")]
    broken = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in pages
        for target in LINK.findall(page.read_text("utf-8"))
        if not (page.parent / target).exists()
    ]

    assert not broken


def test_the_example_runs(tmp_path) -> None:
    """examples/elysee/run.py reads, checks, links and publishes, as a process of its own."""
    done = subprocess.run(
        [sys.executable, ROOT / "examples" / "elysee" / "run.py", tmp_path / "dossier"],
        capture_output=True,
        text=True,
        encoding="utf-8",
    )

    assert done.returncode == 0, done.stderr
    assert "2018-01-22" in done.stdout
    assert "date, certain" in done.stdout
    assert (tmp_path / "dossier" / "index.html").exists()


def test_the_makefile_names_its_goals() -> None:
    """make without a goal lists what can be made."""
    listed = subprocess.run(["make", "-s"], cwd=ROOT, capture_output=True, text=True)

    assert listed.returncode == 0
    assert "make demo" in listed.stdout
    assert "make test" in listed.stdout
