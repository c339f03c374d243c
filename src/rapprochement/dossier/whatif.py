"""What sanctions change, by a model: the passage, its drawing, and what they rest on.

The table `what_if` of the material is computed elsewhere; None or absent, nothing is told.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rapprochement.dossier.ids import datum_id, model_id
from rapprochement.dossier.model import Block, Figure, Sentence
from rapprochement.dossier.parts import Row, block, columns
from rapprochement.dossier.writer import Writer

MODEL = "what_if"
NAMED = 3  # partners named in a sentence
FARTHEST = 4  # misses of the model named in a sentence
TOLD = 3  # diversions and payers told in a sentence
LEAST_BAND = 1e-4  # a narrower band prints as one value
ENDS = ("loser", "gainer")
SHARES = ("before", "after", "low", "high", "observed")


def passage(writer: Writer) -> Block | None:
    """Tell what some sanctions change by the model, and how far to trust it; None without one."""
    table = writer.material.series.get(MODEL)
    if not table:
        return None
    sentences = (
        _say(writer, table, "asked", title=table["title"][writer.material.language]),
        _income(writer, table),
        _first_order(writer, table),
        *([_say(writer, table, "reported")] if table.get("reported") else []),
        *_flows(writer, table),
        *_diverted(writer, table),
        _payers(writer, table),
        _say(writer, table, "estimated", share=table["estimated"]),
        _say(writer, table, "caution"),
    )
    figure = _figure(writer, table)
    return block(writer, "whatif", "whatif", sentences=sentences, figures=(figure,), listed=True)


def codes(table: Row | None) -> set[str]:
    """Return every code that the table names."""
    if not table:
        return set()
    return {
        table["target"],
        *table["coalition"],
        *(row["partner"] for flow in table["flows"] for row in flow["rows"]),
        *(row[side] for row in table["diverted"] for side in ENDS if row[side]),
        *(row["economy"] for row in table["payers"]),
    }


def named(writer: Writer, world: str) -> str:
    """Return the name of a world in the dossier's language, where the texts have one."""
    words: str = writer.texts["labels"]["worlds"].get(world, world)
    return words


def _say(
    writer: Writer,
    table: Row,
    key: str,
    rows: Iterable[str] = (),
    *,
    mark: str = "",
    **values: Any,
) -> Sentence:
    """Return a sentence that leads to the request and to some rows of the data set."""
    return writer.say(f"whatif.{key}", (model_id(MODEL), *rows), mark=mark, t=table, **values)


def _data(table: Row, flow: str | None = None, partners: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the evidence of the data set's published rows, of one flow and some partners."""
    wanted = set(partners)
    return tuple(
        datum_id(row["line"])
        for row in table["world"].get("rows", ())
        if (flow is None or row["flow"] == flow) and (not wanted or row["partner"] in wanted)
    )


def _income(writer: Writer, table: Row) -> Sentence:
    """Say the exact change of the target's real income, with its band."""
    income = table["real_income"]
    return _say(writer, table, "income", _data(table), i=income, move=_direction(income["exact"]))


def _first_order(writer: Writer, table: Row) -> Sentence:
    """Say the other figure of welfare, labelled, or that a prohibition has none."""
    value = table["real_income"]["first_order"]
    key = "no_first_order" if value is None else "first_order"
    return _say(writer, table, key, value=value)


def _direction(change: float) -> str:
    """Name the direction of a change, as it prints: nothing is less than 0.005 per cent."""
    if abs(change) < 5e-5:
        return "none"
    return "down" if change < 0 else "up"


def _moved(flow: Row) -> list[Row]:
    """Return the partners of a flow by how far their shares move."""
    return sorted(flow["rows"], key=lambda row: -abs(row["after"] - row["before"]))


def _flows(writer: Writer, table: Row) -> list[Sentence]:
    """Say which shares move most in each flow, then where the model misses what was observed."""
    sentences = []
    for flow in table["flows"]:
        rows, name = _moved(flow)[:NAMED], flow["flow"]
        words = writer.texts["whatif"]
        notes = [
            writer.fill(words[f"{note}_note"], f=flow)
            for note in ("band", "seen")
            if any(_notes(row)[note] for row in rows)
        ]
        values = {"f": flow, "notes": notes, "told": [_share(writer, row) for row in rows]}
        proof = _data(table, name, (row["partner"] for row in rows))
        sentences.append(_say(writer, table, "shares", proof, mark=name, **values))
        if any(row["observed"] is not None for row in flow["rows"]):
            sentences.append(_observed(writer, table, flow))
    return sentences


def _notes(row: Row) -> dict[str, bool]:
    """Tell whether a share has a band that prints as one, and an observed value."""
    banded = row["low"] is not None and row["high"] - row["low"] >= LEAST_BAND
    return {"band": banded, "seen": row["observed"] is not None}


def _share(writer: Writer, row: Row) -> str:
    """Tell a partner's share before and after, with its band and what was observed."""
    words = writer.texts["whatif"]
    notes = [writer.fill(words[note], r=row) for note, given in _notes(row).items() if given]
    return writer.fill(words["share"], r=row, notes=notes)


def _observed(writer: Writer, table: Row, flow: Row) -> Sentence:
    """Name the partners whose observed share lies outside the band of the model."""
    seen = [row for row in _moved(flow) if row["observed"] is not None]
    missed = [row for row in seen if not _within(row)]
    missed.sort(key=lambda row: -abs(row["observed"] - row["after"]))
    template = writer.texts["whatif"]["miss"]
    told = [writer.fill(template, r=row) for row in missed[:FARTHEST]]
    proof = _data(table, flow["flow"], (row["partner"] for row in missed or seen))
    key = "missed" if missed else "met"
    counts = {"count": len(missed), "seen": len(seen)}
    values = {"f": flow, "told": told, "mark": flow["flow"], **counts}
    return _say(writer, table, key, proof, **values)


def _within(row: Row) -> bool:
    """Tell whether the observed share lies in the band of the model, or at its value without."""
    low, high = (row["after"] if row[end] is None else row[end] for end in ("low", "high"))
    return bool(low <= row["observed"] <= high)


def _diverted(writer: Writer, table: Row) -> list[Sentence]:
    """Say who takes whose place in the target's trade."""
    rows = table["diverted"][:TOLD]
    if not rows:
        return []
    told = [
        writer.fill(writer.texts["whatif"][_kind(row)], amount=amount(writer, row), r=row)
        for row in rows
    ]
    partners = {row[side] for row in rows for side in ENDS if row[side]}
    return [_say(writer, table, "diverted", _data(table, None, partners), told=told)]


def _kind(row: Row) -> str:
    """Name the template of a diversion: one takes another's place, nobody does, or it is new."""
    if not row["gainer"]:
        return f"{row['flow']}_lost"
    return f"{row['flow']}_diverted" if row["loser"] else f"{row['flow']}_new"


def amount(writer: Writer, row: Row) -> str:
    """Print a value with its unit; billions of dollars as the dossier prints dollars."""
    if row["unit"] == "billion US dollars":
        return writer.grammar.amount(row["value"] * 1e9, "USD")
    return writer.grammar.amount(row["value"], row["unit"])


def _payers(writer: Writer, table: Row) -> Sentence:
    """Say which members of the coalition lose most."""
    losing = sorted(
        (row for row in table["payers"] if _direction(row["exact"]) == "down"),
        key=lambda row: float(row["exact"]),
    )
    told = [writer.fill(writer.texts["whatif"]["payer"], r=row) for row in losing[:TOLD]]
    return _say(writer, table, "payers" if told else "no_payers", told=told)


def _figure(writer: Writer, table: Row) -> Figure:
    """Draw each partner's share before and after, with its band and what was observed."""
    world = table["world"]
    exports = next((f for f in table["flows"] if f["flow"] == "exports"), table["flows"][0])
    gainer = max(exports["rows"], key=lambda row: float(row["after"] - row["before"]))
    years = [flow["observed_year"] for flow in table["flows"] if flow["observed_year"]]
    observed = (flow["observed_source"] for flow in table["flows"] if flow["observed_source"])
    keys = ("flow", "partner", *(f"share_{name}" for name in SHARES))
    return Figure(
        id="f-diversion",
        kind="diversion",
        title=writer.text("figures.diversion_title", t=table, f=exports, r=gainer),
        caption=writer.text("figures.diversion_caption", t=table, year=years[0] if years else None),
        sources=(named(writer, world["name"]), *dict.fromkeys((*world["sources"], *observed))),
        columns=columns(writer, *(keys if years else keys[:-1])),
        rows=tuple(_row(writer, flow, row) for flow in table["flows"] for row in flow["rows"]),
        data={"panels": [_panel(writer, table, flow) for flow in table["flows"]]},
        alternative=writer.text("figures.diversion_alternative", t=table),
    )


def _row(writer: Writer, flow: Row, row: Row) -> Row:
    """Print a partner as a row of the table, shares in per cent."""
    shares = {f"share_{name}": _percent(row[name]) for name in SHARES}
    label = writer.label("flows", flow["flow"])
    return {"flow": label, "partner": writer.grammar.name(row["partner"])} | shares


def _percent(share: float | None) -> float | None:
    """Return a share in per cent as the table prints it."""
    return None if share is None else round(100 * share, 2)


def _panel(writer: Writer, table: Row, flow: Row) -> Row:
    """Return one flow to be drawn."""
    year = flow["observed_year"]
    return {
        "title": writer.text("figures.diversion_panel", t=table, f=flow),
        "observed": _observed_key(writer, year) if year else "",
        "rows": [_drawn(writer, table, flow, row) for row in flow["rows"]],
    }


def _observed_key(writer: Writer, year: int) -> str:
    """Return what the mark of observed shares stands for, inside a legend."""
    return writer.fill(writer.texts["figures"]["diversion_observed"], year=year)


def _drawn(writer: Writer, table: Row, flow: Row, row: Row) -> Row:
    """Return a partner to be drawn, with the words that are read when it is chosen."""
    kept = {name: row[name] for name in ("partner", *SHARES)}
    words = writer.text("figures.diversion_row", f=flow, r=row, banded=_notes(row)["band"])
    links = [model_id(MODEL), *_data(table, flow["flow"], (row["partner"],))]
    return kept | {"words": words, "links": links}
