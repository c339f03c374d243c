"""Embedded examples, one folder each: texts, chronicle, indicators.

A case folder holds `case.toml` (titles, pair, period, notes), `texts/*.jsonl` (one document a
line), `chronicle.csv` and `indicators.csv`. A new case is a new folder; nothing here changes.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

from rapprochement.errors import InputError
from rapprochement.terms import Dyad

__all__ = ["Case", "load", "names"]

DESCRIPTION = "case.toml"


@dataclass(frozen=True, slots=True)
class Case:
    """One embedded example: what it is about, and where its files lie.

    `since` and `until` bound the facts of the chronicle, both included. `texts` are JSON-lines
    files; `chronicle` and `indicators` are CSV files. `scenario` names the request that the trade
    model is asked, with a title in each language; None where there is none.
    """

    name: str
    title_en: str
    title_fr: str
    notice_en: str
    notice_fr: str
    pair: Dyad
    since: date
    until: date
    texts: tuple[Path, ...]
    chronicle: Path
    indicators: Path
    scenario: str | None = None
    scenario_titles: Mapping[str, str] = field(default_factory=dict)

    def title(self, language: str) -> str:
        """Return the title in French for `fr`, in English for anything else."""
        return self.title_fr if language == "fr" else self.title_en

    def notice(self, language: str) -> str:
        """Return the notice on the origin of the texts, in French for `fr`, else in English."""
        return self.notice_fr if language == "fr" else self.notice_en

    def records(self) -> tuple[Mapping[str, str], ...]:
        """Return every text with its metadata, in the order of the files.

        Keys: id, title, author, publisher, published (ISO day), language, label, text.
        """
        return tuple(
            json.loads(line)
            for path in self.texts
            for line in path.read_text(encoding="utf-8").splitlines()
        )


def names() -> tuple[str, ...]:
    """Return the names of the embedded cases, sorted."""
    return tuple(sorted(entry.parent.name for entry in _home().glob(f"*/{DESCRIPTION}")))


def load(name: str) -> Case:
    """Return the embedded case of that name.

    Raises
    ------
    InputError
        No case has that name.
    """
    if name not in names():
        raise InputError(
            f"There is no embedded case {name!r}. Embedded cases: {', '.join(names())}."
        )
    folder = _home() / name
    return _case(folder, tomllib.loads((folder / DESCRIPTION).read_text(encoding="utf-8")))


def _home() -> Path:
    """Return the folder of this room; the package is installed unpacked."""
    return Path(str(files(__name__)))


def _case(folder: Path, said: Mapping[str, Any]) -> Case:
    """Return the case that a description and its folder make together."""
    scenario = dict(said.get("scenario", {}))
    return Case(
        name=folder.name,
        title_en=said["title"]["en"],
        title_fr=said["title"]["fr"],
        notice_en=said["notice"]["en"],
        notice_fr=said["notice"]["fr"],
        pair=Dyad(*said["pair"]),
        since=said["period"]["since"],
        until=said["period"]["until"],
        texts=tuple(sorted((folder / "texts").glob("*.jsonl"))),
        chronicle=folder / "chronicle.csv",
        indicators=folder / "indicators.csv",
        scenario=scenario.pop("request", None),
        scenario_titles=scenario,
    )
