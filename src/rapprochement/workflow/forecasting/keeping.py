"""Files of forecasts: lines are added, never changed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from rapprochement.errors import OutputError
from rapprochement.workflow.forecasting.settling import read_forecasts


def save(rows: Iterable[Mapping[str, Any]], path: str | Path) -> int:
    """Add forecasts to a file, one JSON line each; return how many were new.

    Those that the file holds already are not written again; what stands there is never changed.

    Raises
    ------
    ForecastInputError
        The file holds something else.
    OutputError
        It cannot be written.
    """
    target = Path(path)
    try:
        before = target.read_text("utf-8") if target.exists() else ""
        known = {row["id"] for row in read_forecasts(before, str(path))} if before.strip() else {}
        fresh = [row for row in rows if row["id"] not in known]
        gap = "\n" if before and not before.endswith("\n") else ""
        with target.open("a", encoding="utf-8") as file:
            file.write(gap + "".join(map(_line, fresh)))
    except (OSError, UnicodeDecodeError) as error:
        raise _unwritten(path, error) from error
    return len(fresh)


def save_settled(rows: Iterable[Mapping[str, Any]], path: str | Path) -> None:
    """Write settled forecasts to a new file.

    Raises
    ------
    OutputError
        The file is there already, or cannot be written.
    """
    try:
        with Path(path).open("x", encoding="utf-8") as file:
            file.write("".join(map(_line, rows)))
    except FileExistsError as error:
        raise OutputError(
            f"{path} is there already, and nothing is overwritten. Name a new file: --save"
        ) from error
    except OSError as error:
        raise _unwritten(path, error) from error


def _line(row: Mapping[str, Any]) -> str:
    return json.dumps(dict(row), ensure_ascii=False) + "\n"


def _unwritten(path: str | Path, error: Exception) -> OutputError:
    reason = getattr(error, "strerror", None) or error
    return OutputError(f"{path}: cannot be written ({reason}). Name another file: --save")
