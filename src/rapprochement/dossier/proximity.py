"""How close the two states are, since when, and which acts stand around each turning point."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rapprochement.dossier.ids import indicator_id
from rapprochement.dossier.model import Block, Figure, Moment, Sentence
from rapprochement.dossier.moments import moment
from rapprochement.dossier.parts import Row, block, columns, lacking, pick
from rapprochement.dossier.writer import Writer

LINKED = 6  # pieces of evidence that a year of the drawing links to
LEAST_SHARE = 0.02  # a smaller part of an indicator is told as none


def passage(writer: Writer) -> Block:
    """Tell the closeness of the pair, its turning points, and how far the indicators agree."""
    table = writer.material.series["closeness"]
    if not table["enough"]:
        sentence = writer.say("proximity.lacking")
        figure = lacking(writer, "proximity", t=table)
        return block(writer, "proximity", "proximity", sentences=(sentence,), figures=(figure,))
    sentences = (
        _level(writer, table),
        *_turns(writer, table),
        _shares(writer, table),
        _alone(writer, table),
        writer.say("proximity.caution"),
    )
    return block(
        writer,
        "proximity",
        "proximity",
        sentences=sentences,
        moments=_moments(writer, table),
        figures=(_figure(writer, table),),
    )


def _proof(writer: Writer, rows: Iterable[Row]) -> tuple[str, ...]:
    """Return the evidence of some years: their acts, and their figures of trade."""
    chosen = list(rows)
    acts = writer.proof(event for row in chosen for event in row["events"])
    return (*acts, *(indicator_id(index) for row in chosen for index in row["indicators"]))


def _level(writer: Writer, table: Row) -> Sentence:
    """Say how close the two are in the last year, against the first, and among all pairs."""
    first, last = table["years"][0], table["years"][-1]
    return writer.say(
        "proximity.level", _proof(writer, (first, last)), t=table, first=first, last=last
    )


def _turns(writer: Writer, table: Row) -> list[Sentence]:
    """Say between which years each turning point begins, and how many acts stand around it."""
    if not table["turns"]:
        key = "no_turn" if table["turns_possible"] else "no_turn_short"
        return [writer.say(f"proximity.{key}", _proof(writer, table["years"]))]
    sentences = []
    for number, turn in enumerate(table["turns"], start=1):
        years = [row for row in table["years"] if turn["low"] - 1 <= row["year"] <= turn["high"]]
        values = {"turn": turn, "mark": str(number)}
        sentences.append(writer.say("proximity.turn", _proof(writer, years), **values))
        proof = writer.proof(turn["acts"])
        key = "around" if turn["acts"] else "around_none"
        sentences.append(writer.say(f"proximity.{key}", proof, **values))
    return sentences


def _shares(writer: Writer, table: Row) -> Sentence:
    """Say which indicators a lasting rise would be read from, and which count for nothing."""
    told, few = [], []
    for row in table["indicators"]:
        less = "less_" if row["orientation"] < 0 else ""
        name = writer.label("closeness", less + row["name"])
        if row["share"] < LEAST_SHARE:
            few.append(name)
        else:
            told.append(writer.fill(writer.texts["proximity"]["share"], name=name, row=row))
    proof = _proof(writer, table["years"])
    return writer.say("proximity.shares", proof, told=told, few=few)


def _alone(writer: Writer, table: Row) -> Sentence:
    """Say where each indicator turns by itself, so that their disagreement is seen."""
    if not any(row["turns"] for row in table["indicators"]):
        return writer.say("proximity.alone_none", _proof(writer, table["years"]))
    template = writer.texts["proximity"]["indicator_turns"]
    told = [
        writer.fill(template, name=writer.label("closeness", row["name"]), row=row)
        for row in table["indicators"]
    ]
    return writer.say("proximity.alone", _proof(writer, table["years"]), told=told, t=table)


def _moments(writer: Writer, table: Row) -> tuple[Moment, ...]:
    """Return the weightiest acts around the turning points, in order of day."""
    events = dict.fromkeys(event for turn in table["turns"] for event in turn["acts"])
    chosen = [writer.events[event] for event in events if event in writer.events]
    chosen.sort(key=lambda event: str(event.when.start) if event.when else "")
    return tuple(moment(writer, event) for event in chosen)


def _figure(writer: Writer, table: Row) -> Figure:
    """Draw the closeness with its band, the years without evidence and the turning points."""
    shown = ("year", "closeness", "low", "high", "words", "deeds", "conflict", "score_mean")
    keys = (*shown, *(("trade",) if _has_trade(table) else ()), "apart")
    last = table["turns"][-1] if table["turns"] else None
    key = "figures.proximity_title" if last else "figures.proximity_title_plain"
    return Figure(
        id="f-proximity",
        kind="proximity",
        title=writer.text(key, t=table, turn=last),
        caption=writer.text("figures.proximity_caption", t=table, trade=_has_trade(table)),
        sources=_sources(writer, table),
        columns=columns(writer, *keys),
        rows=tuple(pick(_row(writer, row), *keys) for row in table["years"]),
        data={
            "years": [_drawn(writer, row) for row in table["years"]],
            "turns": [
                pick(turn, "low", "high", "direction")
                | {"label": writer.text("figures.proximity_turn", turn=turn)}
                for turn in table["turns"]
            ],
            "level": table["band"],
        },
        alternative=writer.text("figures.proximity_alternative", t=table),
    )


def _has_trade(table: Row) -> bool:
    """Tell whether some year has a figure of trade."""
    return any(row["trade"] is not None for row in table["years"])


def _sources(writer: Writer, table: Row) -> tuple[str, ...]:
    """Name the sources of the acts; figures of trade are named as indicators."""
    acts = writer.sources(event for row in table["years"] for event in row["events"])
    figures = sum(len(row["indicators"]) for row in table["years"])
    more = (writer.fill(writer.texts["figures"]["figures_used"], count=figures),) if figures else ()
    return (*acts, *more)


def _apart(writer: Writer, row: Row) -> str:
    """Name the indicators that disagree with the estimate in a year."""
    template = writer.texts["proximity"]["apart"]
    told = [
        writer.fill(template, name=writer.label("closeness", found["indicator"]), **found)
        for found in row["apart"]
    ]
    return writer.grammar.listed(told)


def _row(writer: Writer, row: Row) -> Row:
    """Print a year as a row of the table."""
    numbers: dict[str, Any] = {"closeness": row["mean"], "score_mean": row["score"]}
    return row | numbers | {"apart": _apart(writer, row)}


def _drawn(writer: Writer, row: Row) -> Row:
    """Return a year to be drawn, with the words that are read when it is chosen."""
    words = writer.text("figures.proximity_year", row=row, apart=_apart(writer, row))
    links = list(_proof(writer, (row,)))[:LINKED]
    kept = pick(row, "year", "mean", "low", "high", "evidence")
    return kept | {"apart": bool(row["apart"]), "words": words, "links": links}
