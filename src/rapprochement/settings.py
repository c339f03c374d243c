"""All settings, declared once. The environment is read here and nowhere else."""

from __future__ import annotations

import os
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: environment variable, default and meaning."""

    variable: str
    default: str
    help: str


SETTINGS = {
    "language": Setting("RAPPROCHEMENT_LANG", "", "Interface language: fr or en."),
    "record": Setting(
        "RAPPROCHEMENT_RECORD", "rapprochement.sqlite", "Record: a file or a SQLAlchemy URL."
    ),
    "data": Setting(
        "RAPPROCHEMENT_DATA", "rapprochement-data", "Folder that keeps the data sets brought in."
    ),
    "max_bytes": Setting(
        "RAPPROCHEMENT_MAX_BYTES", "20000000", "Largest file read as one document, in bytes."
    ),
    "map_view": Setting(
        "RAPPROCHEMENT_MAP_VIEW",
        "un",
        "Point of view for disputed boundaries: un (General Assembly resolutions) or source.",
    ),
}


def get(name: str) -> str:
    """Return the value of a declared setting: the environment's, else its default.

    Raises
    ------
    KeyError
        The name is not declared in SETTINGS.
    """
    setting = SETTINGS[name]
    return os.environ.get(setting.variable) or setting.default


def interface_language() -> str:
    """Return fr or en: what RAPPROCHEMENT_LANG says, else the locale of the environment."""
    chosen = get("language")
    if not chosen:
        variables = ("LC_ALL", "LC_MESSAGES", "LANG")
        chosen = next((value for name in variables if (value := os.environ.get(name))), "")
    return "fr" if chosen.casefold().startswith("fr") else "en"


def one_thread_algebra() -> None:
    """Let linear algebra run in one thread, unless the environment says otherwise.

    Sums then come out the same whatever the number of processors, and threads that wait for each
    other on a busy machine cost nothing. It must be called before NumPy is loaded.
    """
    for name in ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")
