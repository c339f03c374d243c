"""What may come next: probabilities of the next acts, the past acts behind them, and their worth.

The table `outlook` of the material is computed elsewhere; None or absent, nothing is told.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rapprochement.dossier.ids import happening_id, model_id
from rapprochement.dossier.model import Block, Evidence, Figure, Sentence
from rapprochement.dossier.parts import Row, block, columns
from rapprochement.dossier.writer import Writer

MODEL = "outlook"
NAMED = 3  # types told in a sentence
DRAWN = 10  # types drawn in each direction; the table has all
CHANCES = ("probability", "base_rate", "pair_rate")
RELIABLE = 10  # a bin with fewer cases is not told


def passage(writer: Writer) -> Block | None:
    """Tell what is likely next, why, and how such forecasts did; None without a table."""
    table = writer.material.series.get(MODEL)
    if not table:
        return None
    if table.get("lacking"):
        sentence = writer.say("outlook.lacking", t=table)
        return block(writer, "outlook", "outlook", sentences=(sentence,))
    sentences = [_say(writer, "asked", table, source=_source(writer, table))]
    if table["basis"] != "model":
        sentences.append(_say(writer, "base_only", table))
    sentences.append(_track(writer, table))
    for actor, rows in _sides(table):
        sentences.append(_likely(writer, table, actor, rows))
        if rows[0]["reasons"]:
            sentences.append(_reasons(writer, table, rows[0]))
    sentences.append(_say(writer, "rule", table))
    sentences.append(_say(writer, "caution", table))
    parts = {"sentences": tuple(sentences), "figures": (_figure(writer, table),), "listed": True}
    return block(writer, "outlook", "outlook", **parts)


def codes(table: Row | None) -> set[str]:
    """Return every code that the table names."""
    return set(table["pair"]) if table and not table.get("lacking") else set()


def evidence(writer: Writer, table: Row | None) -> tuple[Evidence, ...]:
    """Return what was asked of the model, then the rows of data that forecasts cite."""
    if not table or table.get("lacking"):
        return ()
    a, b = table["pair"]
    asked = Evidence(
        id=model_id(MODEL),
        kind="model",
        quote=f"forecast {a} {b}\nby = {table['horizon']}d\non = {table['on']}",
        language="en",
        when=writer.grammar.day(table["on"]),
        speakers=(),
        source=_source(writer, table),
        note=writer.fill(writer.texts["models"]["outlook"]),
    )
    return (asked, *(_of_happening(writer, table, each) for each in _happenings(writer, table)))


def _say(
    writer: Writer,
    key: str,
    table: Row,
    proof: Iterable[str] = (),
    *,
    mark: str = "",
    **values: Any,
) -> Sentence:
    """Return a sentence that leads to what was asked of the model, and to the acts it names."""
    return writer.say(f"outlook.{key}", (model_id(MODEL), *proof), mark=mark, t=table, **values)


def _source(writer: Writer, table: Row) -> str:
    """Name the source: a data set by its title, the record by what it is."""
    key = "data" if table["origin"] == "data" else "record"
    return writer.fill(writer.texts["outlook"][f"source_{key}"], t=table)


def _sides(table: Row) -> list[tuple[str, list[Row]]]:
    """Return the forecasts of each direction, the most probable first."""
    return [
        (actor, sorted((r for r in table["rows"] if r["actor"] == actor), key=_order))
        for actor in table["pair"]
    ]


def _order(row: Row) -> tuple[float, str]:
    return -row["probability"], row["type"]


def _likely(writer: Writer, table: Row, actor: str, rows: list[Row]) -> Sentence:
    """Name the types that one state most probably directs at the other."""
    template = writer.texts["outlook"]["chance"]
    told = [writer.fill(template, r=row) for row in rows[:NAMED]]
    values = {"actor": actor, "recipient": rows[0]["recipient"], "told": told}
    return _say(writer, "likely", table, mark=actor, **values)


def _reasons(writer: Writer, table: Row, row: Row) -> Sentence:
    """Say which past acts add most to a forecast; those of one type and state in one breath."""
    words = writer.texts["outlook"]
    alike: dict[tuple[str, str], list[Row]] = {}
    for reason in row["reasons"]:
        alike.setdefault((reason["type"], reason["actor"]), []).append(reason)
    told = [
        writer.fill(words["reason"], r=same[0], days=[writer.fill(words["day"], r=r) for r in same])
        for same in alike.values()
    ]
    proof = _proof(writer, row["reasons"])
    return _say(writer, "reasons", table, proof, mark=row["actor"], r=row, told=told)


def _proof(writer: Writer, reasons: Iterable[Row]) -> tuple[str, ...]:
    """Return the evidence of past acts: claims and rows of the record, or rows of data."""
    found: list[str] = []
    for reason in reasons:
        known = [name for name in reason["ids"] if name in writer.events]
        found.extend(writer.proof(known) if known else (happening_id(_key(reason)),))
    return tuple(dict.fromkeys(found))


def _key(reason: Row) -> str:
    return "-".join(str(reason[name]) for name in ("day", "actor", "type", "recipient"))


def _happenings(writer: Writer, table: Row) -> list[Row]:
    """Return each cited act that no text of the dossier tells of, once, by day."""
    cited = [reason for row in table["rows"] for reason in row["reasons"]]
    outside = [each for each in cited if not any(name in writer.events for name in each["ids"])]
    return [reason for _, reason in sorted({_key(each): each for each in outside}.items())]


def _of_happening(writer: Writer, table: Row, reason: Row) -> Evidence:
    """Quote a row of the data: who did what to whom, and the ids it has there."""
    ids = ", ".join(reason["ids"])
    quote = f"{reason['actor']} → {reason['recipient']}: {reason['type']}"
    return Evidence(
        id=happening_id(_key(reason)),
        kind="datum",
        quote=f"{quote} ({ids})" if ids else quote,
        language="en",
        when=writer.grammar.day(reason["day"]),
        speakers=(),
        source=table["source"],
        note=writer.fill(writer.texts["models"]["happening"], r=reason),
    )


def _track(writer: Writer, table: Row) -> Sentence:
    """Say how such forecasts did on past windows, beside base rates; or that none could be made."""
    found = table["record"]
    if not found:
        return _say(writer, "no_track", table)
    bins = [each for each in found["bins"] if each["count"] >= RELIABLE]
    bins = sorted(bins, key=lambda each: -float(each["low"]))[:1]
    return _say(writer, "track", table, v=found, high=bins[0] if bins else None)


def _figure(writer: Writer, table: Row) -> Figure:
    """Draw the probability of each type beside its base rate, in each direction."""
    top = min(table["rows"], key=_order)
    keys = ("from_state", "type", "to_state", *(f"chance_{name}" for name in CHANCES), "expected")
    return Figure(
        id="f-outlook",
        kind="outlook",
        title=writer.text("figures.outlook_title", r=top, t=table),
        caption=writer.text("figures.outlook_caption", t=table),
        sources=(_source(writer, table),),
        columns=columns(writer, *keys),
        rows=tuple(_row(writer, row) for _, rows in _sides(table) for row in rows),
        data={"panels": [_panel(writer, actor, rows) for actor, rows in _sides(table)]},
        alternative=writer.text("figures.outlook_alternative", t=table),
    )


def _row(writer: Writer, row: Row) -> Row:
    """Print a forecast as a row of the table, probabilities in per cent."""
    shares = {f"chance_{name}": _percent(row[name]) for name in CHANCES}
    return {
        "from_state": writer.grammar.name(row["actor"]),
        "type": writer.label("types", row["type"]),
        "to_state": writer.grammar.name(row["recipient"]),
        **shares,
        "expected": None if row["expected"] is None else round(row["expected"], 3),
    }


def _percent(share: float | None) -> float | None:
    return None if share is None else round(100 * share, 2)


def _panel(writer: Writer, actor: str, rows: list[Row]) -> Row:
    """Return one direction to be drawn."""
    values = {"actor": actor, "recipient": rows[0]["recipient"]}
    return {
        "title": writer.text("figures.outlook_panel", **values),
        "observed": writer.texts["figures"]["outlook_own"],
        "rows": [_drawn(writer, row) for row in rows[:DRAWN]],
    }


def _drawn(writer: Writer, row: Row) -> Row:
    """Return a type to be drawn, with the words that are read when it is chosen."""
    reasons = _proof(writer, row["reasons"])
    return {
        "partner": writer.label("types", row["type"]),
        "before": row["base_rate"],
        "after": row["probability"],
        "low": None,
        "high": None,
        "observed": row["pair_rate"],
        "words": writer.text("figures.outlook_row", r=row),
        "links": [model_id(MODEL), *reasons],
    }
