"""The habits of the house that a machine can check."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from architecture_tools import PACKAGE, ROOT, Module, modules, tracked

import rapprochement
from rapprochement import settings

MOST_LINES = 400
TESTS = sorted((ROOT / "tests").rglob("test_*.py"))
TEXT = {
    ".py",
    ".md",
    ".toml",
    ".csv",
    ".js",
    ".mjs",
    ".html",
    ".css",
    ".txt",
    ".lock",
    ".jsonl",
    "",
}
# A path of somebody's machine, a package host, a home folder.
PRIVATE = re.compile(
    r"(?<![\w.])/(?:work|home|root|Users)/\w|\b(?:files\.)?pythonhosted\.org|\bpypi\.org|"
    r"registry\.npmjs\.org|deb\.debian\.org"
)


def name_of(item: object) -> str:
    """Return a short name for the report of a failing test."""
    return item.name if isinstance(item, Module | Path) else str(item)


@pytest.mark.parametrize("module", modules(), ids=name_of)
def test_no_module_grows_too_long(module: Module) -> None:
    """A module that needs more than 400 lines is two modules."""
    assert len(module.path.read_text("utf-8").splitlines()) <= MOST_LINES


@pytest.mark.parametrize("module", modules(), ids=name_of)
def test_everything_public_is_documented(module: Module) -> None:
    """Every module, public class and public function says in a docstring what it is for."""
    bare = [] if ast.get_docstring(module.tree) else ["the module"]
    for node in module.tree.body:
        bare += _undocumented(node)

    assert not bare


def _undocumented(node: ast.stmt) -> list[str]:
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return []
    if node.name.startswith("_"):
        return []
    bare = [] if ast.get_docstring(node) else [node.name]
    if isinstance(node, ast.ClassDef):
        bare += [f"{node.name}.{name}" for each in node.body for name in _undocumented(each)]
    return bare


@pytest.mark.parametrize("path", TESTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_test_opens_with_the_sentence_it_defends(path: Path) -> None:
    """A test without a docstring defends nothing that a reader could check."""
    bare = [
        node.name
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef)
        and node.name.startswith("test_")
        and not ast.get_docstring(node)
    ]

    assert not bare


def test_the_front_door_shows_what_it_declares() -> None:
    """`rapprochement.__all__` names exactly what the package's own module imports by name."""
    tree = ast.parse((PACKAGE / "__init__.py").read_text("utf-8"))
    imported = {
        alias.asname or alias.name
        for node in tree.body
        if isinstance(node, ast.ImportFrom) and node.module != "__future__"
        for alias in node.names
    }
    defined = {node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    visible = {name for name in imported | defined if not name.startswith("_")}

    assert set(rapprochement.__all__) == visible
    assert list(rapprochement.__all__) == sorted(rapprochement.__all__)
    assert all(hasattr(rapprochement, name) for name in rapprochement.__all__)


@pytest.mark.parametrize("setting", settings.SETTINGS.values(), ids=lambda s: s.variable)
def test_every_setting_is_documented(setting: settings.Setting) -> None:
    """A setting that no page explains does not exist for the user."""
    page = (ROOT / "docs" / "reference" / "settings.md").read_text("utf-8")

    assert f"`{setting.variable}`" in page
    assert setting.help in page


def test_no_file_names_a_machine_or_a_host() -> None:
    """The project says nothing of the machines it is made on, nor where packages come from."""
    found = {}
    for path in tracked():
        if path.suffix not in TEXT or path == Path(__file__):
            continue
        for number, line in enumerate(path.read_text("utf-8", "replace").splitlines(), start=1):
            if PRIVATE.search(line):
                found[f"{path.relative_to(ROOT)}:{number}"] = line.strip()[:100]

    assert not found


def test_the_lock_pins_every_package_with_a_hash_and_names_no_host() -> None:
    """What is installed is exactly what was tested, from wherever the user's pip takes it."""
    text = (ROOT / "requirements.lock").read_text("utf-8")
    pinned = re.findall(r"^([a-z0-9-]+)==", text, re.MULTILINE)
    blocks = re.split(r"^(?=[a-z0-9-]+==)", text, flags=re.MULTILINE)[1:]

    assert len(pinned) > 30
    assert all("--hash=sha256:" in block for block in blocks)
    assert "://" not in text
    assert not re.search(r"^\s*-", text.replace("    --hash", "hash"), re.MULTILINE)


def test_the_lock_holds_every_declared_dependency() -> None:
    """Nobody adds a library to pyproject.toml and forgets the lock."""
    import tomllib

    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wanted = [*declared["project"]["dependencies"], *declared["dependency-groups"]["dev"]]
    names = {re.split(r"[<>=\[; ]", each)[0].lower() for each in wanted}
    pinned = set(re.findall(r"^([a-z0-9-]+)==", (ROOT / "requirements.lock").read_text(), re.M))

    assert names <= pinned
