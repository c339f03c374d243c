"""Evidence of what models computed: what was asked of them, and the published rows they rest on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from rapprochement.dossier import outlook, responses, whatif
from rapprochement.dossier.evidence import safe_url
from rapprochement.dossier.ids import datum_id, model_id
from rapprochement.dossier.model import Evidence
from rapprochement.dossier.parts import Row

if TYPE_CHECKING:
    from rapprochement.dossier.writer import Writer


def collect(writer: Writer) -> tuple[Evidence, ...]:
    """Return the requests of the models that ran, then the published rows of their data."""
    series = writer.material.series
    what_if, ties = series.get("what_if"), series.get("responses")
    found = []
    rows: list[Evidence] = []
    if what_if:
        found.append(_of_what_if(writer, what_if))
        published = what_if["world"].get("rows", ())
        rows = [_of_row(writer, what_if["target"], row) for row in published]
    if ties and not ties.get("lacking"):
        found.append(_of_responses(writer, ties))
    asked, *happenings = outlook.evidence(writer, series.get("outlook")) or (None,)
    if asked is not None:
        found.append(asked)
    return (*found, *rows, *happenings)


def codes(series: Mapping[str, Any]) -> set[str]:
    """Return every code that the tables of models name, so that a roll can name them.

    EU and ROW, which are no states, are named by the texts when the roll leaves them out.
    """
    tables = ((whatif, "what_if"), (responses, "responses"), (outlook, "outlook"))
    return {code for told, name in tables for code in told.codes(series.get(name))}


def _of_what_if(writer: Writer, table: Row) -> Evidence:
    """Quote the request of a what-if, with the world it was asked of."""
    world = table["world"]
    return Evidence(
        id=model_id("what_if"),
        kind="model",
        quote=table["request"].strip(),
        language="en",
        when=str(world["year"] or ""),
        speakers=(),
        source=writer.text(
            "models.world", world=world | {"name": whatif.named(writer, world["name"])}
        ),
        note=writer.fill(writer.texts["models"]["what_if"], t=table),
    )


def _of_responses(writer: Writer, table: Row) -> Evidence:
    """Quote what was asked of the model of ties, with the data it learnt from."""
    asked = "\n".join(
        f"{key} = {value!r}".replace("'", '"')
        for key, value in (
            ("change", table["change"]),
            ("pair", list(table["pair"])),
            ("year", table["year"]),
            ("horizon", table["horizon"]),
        )
    )
    return Evidence(
        id=model_id("responses"),
        kind="model",
        quote=table.get("request", asked).strip(),
        language="en",
        when=str(table["year"]),
        speakers=(),
        source=table["source"],
        note=writer.fill(writer.texts["models"]["responses"]),
    )


def _of_row(writer: Writer, target: str, row: Row) -> Evidence:
    """Quote a published row of the data set, with whose figure it is."""
    ends = (target, row["partner"])
    exporter, importer = ends if row["flow"] == "exports" else ends[::-1]
    note = (writer.label("flows", row["flow"]), writer.label("confidence", row.get("confidence")))
    return Evidence(
        id=datum_id(row["line"]),
        kind="datum",
        quote=f"{exporter} → {importer}: {row['value']:g} {row['unit']}",
        language="en",
        when=str(row["year"]),
        speakers=(),
        source=", ".join(part for part in (row["source"], row.get("note")) if part),
        url=safe_url(row.get("url")),
        note=", ".join(note),
    )
