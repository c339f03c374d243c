"""A result in a folder: what was asked beside what was answered."""

from __future__ import annotations

import csv
import io
import json
import os
from pathlib import Path

from rapprochement.errors import OutputError
from rapprochement.workflow.scenarios.asking import Result

RESULT, TRADE = "result.json", "trade.csv"


def save(result: Result, folder: str | os.PathLike[str]) -> tuple[Path, ...]:
    """Write a result into a folder, each file whole or not at all; return the files.

    `result.json` holds everything but trade by pair and sector, which is `trade.csv`;
    `request.toml` (of two compared `a.toml` and `b.toml`) is the request, ready to be run again.

    Raises
    ------
    OutputError
        The folder cannot be written.
    """
    home = Path(folder)
    texts = {
        RESULT: json.dumps(result.as_json(without=("trade",)), ensure_ascii=False, indent=2) + "\n",
    }
    for name, request in result.requests.items():
        texts[f"{name}.toml"] = (
            f"# rapprochement {result.version}, {result.label}\n"
            f"# Run it again: rapprochement scenario run {name}.toml\n\n{request}"
        )
    if rows := result.rows.get("trade"):
        out = io.StringIO()
        writer = csv.DictWriter(out, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        texts[TRADE] = out.getvalue()
    try:
        home.mkdir(parents=True, exist_ok=True)
        return tuple(_written(home / name, text) for name, text in texts.items())
    except OSError as error:
        raise OutputError(
            f"{home}: cannot be written ({error.strerror or error}). Name another folder: --out."
        ) from error


def _written(path: Path, text: str) -> Path:
    """Write a file beside its place and put it there when it is whole."""
    scratch = path.with_name(f".{path.name}.part")
    try:
        scratch.write_text(text, "utf-8")
        scratch.replace(path)
    finally:
        scratch.unlink(missing_ok=True)
    return path
