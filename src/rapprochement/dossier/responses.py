"""Which other ties become more or less likely when one is made or lost, by a model.

The table `responses` of the material is computed elsewhere; None or absent, nothing is told, and
where the data set is lacking one sentence says which to bring in.
"""

from __future__ import annotations

from typing import Any

from rapprochement.dossier.ids import model_id
from rapprochement.dossier.model import Block, Figure, Sentence
from rapprochement.dossier.parts import Row, block, columns
from rapprochement.dossier.writer import Writer

MODEL = "responses"
NAMED = 4  # ties told in a sentence
DRAWN = 24  # ties drawn on the map; the table has all
NUMBERS = ("before", "after", "difference", "low", "high")


def passage(writer: Writer, *, view: str = "un") -> Block | None:
    """Tell which ties of others change, how sure that is, and what is left out; None without."""
    table = writer.material.series.get(MODEL)
    if not table:
        return None
    if table.get("lacking"):
        sentence = writer.say("responses.lacking", t=table)
        return block(writer, "responses", "responses", sentences=(sentence,))
    sentences = [_say(writer, "asked", table)]
    sentences.extend(_changes(writer, table, way) for way in ("more", "less"))
    if any(sureness(row) == "unsure" for row in table["rows"]):
        unsure = [row for row in table["rows"] if sureness(row) == "unsure"]
        sentences.append(_say(writer, "unsure", table, count=len(unsure)))
    if table.get("validation"):
        sentences.append(_validation(writer, table))
    sentences.append(_say(writer, "caution", table))
    figures = (_figure(writer, table, view),) if table["rows"] else ()
    parts = {"sentences": tuple(sentences), "figures": figures, "listed": True}
    return block(writer, "responses", "responses", **parts)


def codes(table: Row | None) -> set[str]:
    """Return every code that the table names."""
    if not table or table.get("lacking"):
        return set()
    return {*table["pair"], *(row[side] for row in table["rows"] for side in ("a", "b"))}


def sureness(row: Row) -> str:
    """Return more or less where the interval of the difference leaves out zero, else unsure."""
    if row["low"] > 0:
        return "more"
    return "less" if row["high"] < 0 else "unsure"


def _say(writer: Writer, key: str, table: Row, **values: Any) -> Sentence:
    """Return a sentence that leads to what was asked of the model."""
    return writer.say(f"responses.{key}", (model_id(MODEL),), t=table, **values)


def _ranked(table: Row) -> list[Row]:
    """Return the ties by how far their probabilities move."""
    return sorted(table["rows"], key=lambda row: -abs(row["difference"]))


def _changes(writer: Writer, table: Row, way: str) -> Sentence:
    """Name the ties that become clearly more, or clearly less, likely."""
    rows = [row for row in _ranked(table) if sureness(row) == way]
    template = writer.texts["responses"]["tie"]
    level = table.get("level")
    told = [writer.fill(template, r=row, level=level) for row in rows[:NAMED]]
    key = way if told else f"none_{way}"
    return _say(writer, key, table, told=told, rest=len(rows) - len(told))


def _validation(writer: Writer, table: Row) -> Sentence:
    """Say how well the model told ties that it had not seen, against the baseline."""
    found = table["validation"]
    sorts = found["auc"] > found["auc_baseline"]
    states = found["brier"] < found["brier_baseline"]
    return _say(writer, "validation", table, v=found, better=(sorts, states))


def _figure(writer: Writer, table: Row, view: str) -> Figure:
    """Draw an arc for each tie whose probability changes; organisations have no place."""
    rows = _ranked(table)
    sure = [row for row in rows if sureness(row) != "unsure"]
    keys = ("a", "b", *(f"chance_{name}" for name in NUMBERS))
    return Figure(
        id="f-responses",
        kind="responses",
        title=writer.text("figures.responses_title", r=sure[0] if sure else None),
        caption=writer.text("figures.responses_caption", t=table, drawn=min(len(rows), DRAWN)),
        sources=(table["source"],),
        columns=columns(writer, *keys),
        rows=tuple(_row(writer, row) for row in rows),
        data={
            "pair": list(table["pair"]),
            "view": view,
            "arcs": [_arc(writer, row) for row in rows[:DRAWN]],
        },
        alternative=writer.text("figures.responses_alternative", t=table),
        notice=writer.text(f"figures.map_notice_{view}"),
    )


def _row(writer: Writer, row: Row) -> Row:
    """Print a tie as a row of the table, probabilities in per cent."""
    names = {side: writer.grammar.name(row[side]) for side in ("a", "b")}
    return names | {f"chance_{name}": round(100 * row[name], 3) for name in NUMBERS}


def _arc(writer: Writer, row: Row) -> Row:
    """Return a tie to be drawn, with the words that are read when it is chosen."""
    words = writer.text("figures.responses_tie", r=row, way=sureness(row))
    kept = {name: row[name] for name in ("a", "b", "difference")}
    return kept | {"way": sureness(row), "words": words, "links": [model_id(MODEL)]}
