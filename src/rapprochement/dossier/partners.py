"""On whom each of the two states depends, who took whose place, what each needs and has."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from rapprochement.dossier.ids import indicator_id
from rapprochement.dossier.model import Block, Figure, Sentence
from rapprochement.dossier.parts import Row, block, columns, lacking, pick
from rapprochement.dossier.writer import Writer

NAMED = 3  # partners, replacements and domains told in a sentence
LINKED = 6  # pieces of evidence that a mark of the drawing links to
COUNTS = ("has", "received", "asked", "cut_off", "exchanged", "joint", "promised")


def dependence(writer: Writer) -> Block:
    """Tell the shares of partners, how few they amount to, and who took whose place."""
    table = writer.material.series["partners"]
    sentences: list[Sentence] = []
    for number, basket in enumerate(table["baskets"], start=1):
        sentences.extend(_basket(writer, basket, str(number)))
    sentences.extend(
        writer.say("partners.unknown", mark=row["state"], row=row) for row in table["unknown"]
    )
    return block(writer, "partners", "partners", sentences=tuple(sentences), listed=True)


def _basket(writer: Writer, basket: Row, mark: str) -> list[Sentence]:
    """Tell one basket: latest shares, number of partners, replacements."""
    values: dict[str, Any] = {"mark": mark, "of_what": _named(writer, basket), "b": basket}
    latest = basket["latest"][:NAMED]
    shares = [writer.fill(writer.texts["partners"]["share"], s=share) for share in latest]
    proof = _proof(index for share in latest for index in share["indicators"])
    sentences = [writer.say("partners.latest", proof, shares=shares, **values)]
    if basket["spread"]:
        proof = _proof(basket["spread"]["indicators"])
        sentences.append(writer.say("partners.spread", proof, s=basket["spread"], **values))
    if basket["replaced"]:
        sentences.append(_replaced(writer, basket["replaced"], values))
    return sentences


def _replaced(writer: Writer, found: Row, values: dict[str, Any]) -> Sentence:
    """Say who took how much of whose place between two years."""
    known = [row for row in found["rows"] if row["loser"] and row["gainer"]][:NAMED]
    template = writer.texts["partners"]["place"]
    told = [writer.fill(template, r=row) for row in known]
    key = "replaced" if told else "replaced_none"
    proof = _proof(found["indicators"])
    return writer.say(f"partners.{key}", proof, r=found, told=told, **values)


def _named(writer: Writer, basket: Row) -> str:
    """Name what shares are counted in: the first pattern that covers it."""
    for pattern, template in writer.texts["baskets"].items():
        if re.fullmatch(pattern, basket["basket"]):
            raw = basket["basket"].replace("_", " ")
            return writer.fill(template, x=basket["state"], raw=raw)
    return str(basket["basket"])


def _proof(indexes: Iterable[int]) -> tuple[str, ...]:
    """Return the evidence of some indicators, each once."""
    return tuple(dict.fromkeys(indicator_id(index) for index in indexes))


def needs(writer: Writer) -> Block:
    """Tell what passed from each state to the other by domain, and what did not pass."""
    table = writer.material.series["needs"]
    pair = (writer.material.pair.a, writer.material.pair.b)
    sentences = []
    for giver, receiver in (pair, pair[::-1]):
        way = [row for row in table if row["giver"] == giver]
        passed = sorted(
            (row for row in way if row["exchanged"]), key=lambda row: -int(row["exchanged"])
        )
        values = {"mark": giver, "giver": giver, "receiver": receiver}
        key = "passed" if passed else "nothing"
        proof = writer.proof(event for row in passed for event in row["exchanged_events"])
        told = [_domain(writer, row, row["exchanged"]) for row in passed]
        sentences.append(writer.say(f"needs.{key}", proof, told=told, **values))
        open_ = [row for row in way if row["open"] and row["domain"]]
        if open_:
            proof = writer.proof(event for row in open_ for event in row["events"])
            told = [writer.label("lanes", row["domain"]).lower() for row in open_]
            sentences.append(writer.say("needs.open", proof, told=told, **values))
    return block(
        writer, "needs", "needs", sentences=tuple(sentences), figures=(_figure(writer, table),)
    )


def _domain(writer: Writer, row: Row, count: int) -> str:
    """Name a domain with a number of acts."""
    name = writer.label("lanes", row["domain"]).lower()
    return writer.fill(writer.texts["needs"]["domain"], name=name, count=count)


def _figure(writer: Writer, table: list[Row]) -> Figure:
    """Draw what passed between the two, by domain and direction."""
    shown = [row for row in table if any(row[name] for name in COUNTS)]
    if not any(row["exchanged"] or row["open"] for row in shown):
        return lacking(writer, "needs")
    domains = list(dict.fromkeys(row["domain"] or "none" for row in shown))
    ways = [[row["giver"], row["receiver"]] for row in shown]
    ways = sorted((list(way) for way in {tuple(w) for w in ways}), key=ways.index)
    return Figure(
        id="f-needs",
        kind="needs",
        title=writer.text("figures.needs_title", rows=shown),
        caption=writer.text("figures.needs_caption"),
        sources=writer.sources(dict.fromkeys(e for row in shown for e in row["events"])),
        columns=columns(writer, "domain", "giver", "receiver", *COUNTS, "disputed"),
        rows=tuple(_row(writer, row) for row in shown),
        data={
            "domains": [{"id": name, "label": writer.label("lanes", name)} for name in domains],
            "ways": ways,
            "cells": [_cell(writer, row) for row in shown],
        },
        alternative=writer.text("figures.needs_alternative", count=len(domains)),
    )


def _row(writer: Writer, row: Row) -> Row:
    """Print a domain and direction as a row of the table."""
    names = {side: writer.grammar.name(row[side]) for side in ("giver", "receiver")}
    label = {"domain": writer.label("lanes", row["domain"]).lower()}
    return label | names | pick(row, *COUNTS, "disputed")


def _cell(writer: Writer, row: Row) -> Row:
    """Return a domain and direction to be drawn, with the words read when it is chosen."""
    links = writer.proof([*row["exchanged_events"], *row["events"]])[:LINKED]
    return {
        "domain": row["domain"] or "none",
        "giver": row["giver"],
        "count": row["exchanged"],
        "open": row["open"],
        "words": writer.text(
            "figures.needs_cell", row=row, name=writer.label("lanes", row["domain"])
        ),
        "links": list(links),
    }
