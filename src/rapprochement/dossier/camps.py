"""The two camps around the pair: who stands where for certain, and which ties contradict it."""

from __future__ import annotations

from typing import Any

from rapprochement.dossier.model import Block, Figure, Sentence
from rapprochement.dossier.parts import Row, block, columns, lacking, pick
from rapprochement.dossier.writer import Writer

PARTIES = 6  # members of a camp named in a sentence
LINKED = 6  # pieces of evidence that a tie of the drawing links to


def passage(writer: Writer) -> Block:
    """Tell the camps, the acts that contradict them, and the ties that weigh most."""
    table = writer.material.series["camps"]
    if not table["enough"]:
        sentence = writer.say("camps.lacking")
        figure = lacking(writer, "camps", t=table)
        return block(writer, "camps", "camps", sentences=(sentence,), figures=(figure,))
    sentences = [_members(writer, table), _value(writer, table)]
    if table["exact"]:
        asked = ("relief", "strain") if table["value"] else ("strain",)
        sentences.extend(_change(writer, table, key) for key in asked)
        sentences.append(writer.say("camps.caution"))
    return block(
        writer, "camps", "camps", sentences=tuple(sentences), figures=(_figure(writer, table),)
    )


def _members(writer: Writer, table: Row) -> Sentence:
    """Say who stands with whom in every best division, and who could stand on either side."""
    pair = (writer.material.pair.a, writer.material.pair.b)
    sides = {
        camp: _some(writer, [p["code"] for p in table["parties"] if p["camp"] == camp], pair)
        for camp in ("one", "two", "either")
    }
    proof = writer.proof(event for row in table["ties"] for event in row["events"])
    return writer.say(f"camps.{table['pair']}", proof, t=table, **sides)


def _some(writer: Writer, codes: list[str], pair: tuple[str, str]) -> str:
    """Name the first few parties with their articles, and say how many more there are."""
    others = [code for code in codes if code not in pair]
    names = [writer.grammar.the(code) for code in others[:PARTIES]]
    rest = len(others) - PARTIES
    if rest > 0:
        names.append(writer.fill(writer.texts["camps"]["more"], rest=rest))
    return writer.grammar.listed(names)


def _value(writer: Writer, table: Row) -> Sentence:
    """Say how many acts contradict the camps, which ties they belong to, and that it is proven."""
    against = [row for row in table["ties"] if row["contradicts"]]
    told = [writer.fill(writer.texts["camps"]["tie"], row=row) for row in against[:PARTIES]]
    proof = writer.proof(event for row in against or table["ties"] for event in row["events"])
    key = "value" if table["value"] else "balanced"
    return writer.say(f"camps.{key}", proof, t=table, told=told)


def _change(writer: Writer, table: Row, key: str) -> Sentence:
    """Say which single change of sign would relieve or strain the whole most."""
    if not table[key]:
        proof = writer.proof(event for row in table["ties"] for event in row["events"])
        return writer.say(f"camps.no_{key}", proof, t=table)
    first = table[key][0]
    values: dict[str, Any] = {"c": first, "equal": table[f"equal_{key}"] - 1}
    return writer.say(f"camps.{key}", writer.proof(first["events"]), **values)


def _figure(writer: Writer, table: Row) -> Figure:
    """Draw the two camps side by side, with the ties within and between them."""
    keys = ("a", "b", "sign", "count", "score_mean", "contradicts")
    headings = {
        camp: writer.text(f"figures.camps_{camp}", t=table) for camp in ("one", "two", "either")
    }
    return Figure(
        id="f-camps",
        kind="camps",
        title=writer.text("figures.camps_title", t=table),
        caption=writer.text("figures.camps_caption", t=table),
        sources=writer.sources(dict.fromkeys(e for row in table["ties"] for e in row["events"])),
        columns=columns(writer, *keys),
        rows=tuple(_row(writer, row) for row in table["ties"]),
        data={
            "pair": [writer.material.pair.a, writer.material.pair.b],
            "headings": headings,
            "parties": [pick(row, "code", "camp", "count") for row in table["parties"]],
            "ties": [_tie(writer, row) for row in table["ties"]],
        },
        alternative=writer.text("figures.camps_alternative", t=table),
    )


def _row(writer: Writer, row: Row) -> Row:
    """Print a tie as a row of the table."""
    names = {side: writer.grammar.name(row[side]) for side in ("a", "b")}
    answer = writer.texts["labels"]["answers"]["yes" if row["contradicts"] else "no"]
    printed = {"sign": writer.label("signs", row["sign"]), "contradicts": answer}
    return names | pick(row, "count", "score_mean") | printed


def _tie(writer: Writer, row: Row) -> Row:
    """Return a tie to be drawn, with the words that are read when it is chosen."""
    links = writer.proof(row["events"])[:LINKED]
    words = writer.text("figures.camps_tie", row=row)
    kept = pick(row, "a", "b", "sign", "count", "contradicts")
    return kept | {"words": words, "links": list(links)}
