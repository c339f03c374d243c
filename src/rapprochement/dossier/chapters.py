"""The four chapters, for any pair."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from rapprochement.dossier import camps, figures, outlook, partners, proximity, responses, whatif
from rapprochement.dossier.ids import indicator_id
from rapprochement.dossier.model import Block, Chapter, Sentence
from rapprochement.dossier.moments import MOMENTS, announced, weightiest
from rapprochement.dossier.parts import block
from rapprochement.dossier.writer import Writer
from rapprochement.terms import CONTINUED_BY as FORMER
from rapprochement.terms import Event

GROUPS = 3  # coalitions named in a sentence
PARTIES = 4  # third parties named in a sentence


def all_four(writer: Writer, *, view: str = "un") -> tuple[Chapter, ...]:
    """Return the rapprochement, the military side, economy and humanitarian, the redrawn map.

    `view` is the point of view of maps (see `compose`). Passages from models are left out where
    no model was run.
    """
    made = (
        (
            "relation",
            (_course(writer), proximity.passage(writer), _moments(writer), _isolation(writer)),
        ),
        ("military", (_acts(writer, "military"), _voices(writer))),
        (
            "economy",
            (
                _acts(writer, "economy"),
                _flows(writer),
                partners.dependence(writer),
                partners.needs(writer),
                whatif.passage(writer),
            ),
        ),
        (
            "map",
            (
                _third(writer),
                _coalitions(writer),
                camps.passage(writer),
                _pending(writer),
                responses.passage(writer, view=view),
                outlook.passage(writer),
            ),
        ),
    )
    return tuple(
        Chapter(
            name, number, writer.text(f"chapters.{name}"), tuple(b for b in blocks if b is not None)
        )
        for number, (name, blocks) in enumerate(made, start=1)
    )


def _course(writer: Writer) -> Block:
    """Tell how the relation went: span, balance, the year that stands out."""
    series = writer.material.series
    counts, trend, turn = series["counts"], series["trend"], series["turn"]
    sentences: list[Sentence] = []
    if counts["pair"]:
        sentences.append(
            writer.say(
                "relation.span",
                writer.proof(counts["pair_events"]),
                c=counts,
                parts=_parts(writer, counts),
            )
        )
    else:
        sentences.append(writer.say("relation.none"))
    if trend and trend["recent"]["cooperation_share"] is not None:
        recent, earlier = trend["recent"], trend["earlier"]
        proof = writer.proof([*recent["events"], *earlier["events"]])
        sentences.append(writer.say("relation.balance", proof, r=recent, e=earlier))
    if turn:
        key = "turn_up" if turn["rises"] else "turn_down"
        proof = writer.proof(turn["events"])
        sentences.append(writer.say(f"relation.{key}", proof, turn=turn))
    sentences.extend(_continued(writer))
    figure = figures.course(writer)
    return block(writer, "course", "course", sentences=tuple(sentences), figures=(figure,))


def _parts(writer: Writer, counts: dict[str, Any]) -> list[str]:
    """Name the sorts of acts there are, with their numbers."""
    return [
        writer.fill(writer.texts["relation"][sort], count=len(counts[sort]))
        for sort in ("meetings", "agreements", "material")
        if counts[sort]
    ]


def _continued(writer: Writer) -> list[Sentence]:
    """Say which former states are counted with those that continue them."""
    pair = {writer.material.pair.a, writer.material.pair.b}
    own = {
        code: [event.id for event in writer.material.events if code in _parties(event)]
        for code, present in FORMER.items()
        if present in pair
    }
    used = {code: events for code, events in own.items() if events}
    if not used:
        return []
    of = writer.grammar.of
    proof = writer.proof(event for events in used.values() for event in events)
    present = list(dict.fromkeys(of(FORMER[code]) for code in used))
    former = [of(code) for code in used]
    return [writer.say("relation.continued", proof, former=former, present=present)]


def _parties(event: Event) -> set[str]:
    """Return all codes of an event."""
    return {*event.actors, *event.recipients}


def _moments(writer: Writer) -> Block:
    """Tell the weightiest acts that are neither military nor economic; draw all on a timeline."""
    series = writer.material.series
    taken = {name for group in series["groups"].values() for name in group["domains"]}
    rows = [row for row in series["timeline"] if row["domain"] not in taken]
    moments = weightiest(writer, rows)
    if moments:
        sentence = writer.say("relation.moments", (i for m in moments for i in m.evidence))
    else:
        sentence = writer.say("relation.no_moments")
    figure = figures.timeline(writer)
    return block(
        writer, "moments", "moments", sentences=(sentence,), moments=moments, figures=(figure,)
    )


def _isolation(writer: Writer) -> Block:
    """Tell the sanctions of third parties against each of the two states."""
    sentences = []
    for member, table in writer.material.series["sanctions"].items():
        key = "relation.sanctioned" if table["count"] else "relation.unsanctioned"
        proof = writer.proof(table["events"])
        sentences.append(writer.say(key, proof, mark=member, member=member, s=table))
    return block(writer, "isolation", "isolation", sentences=tuple(sentences))


def _acts(writer: Writer, group: str) -> Block:
    """Tell the acts of a group of domains: how many, since when, the weightiest."""
    series = writer.material.series
    table, trend = series["groups"][group], series["trend"]
    if not table["count"]:
        return block(writer, group, "acts", sentences=(writer.say(f"{group}.none"),))
    since = trend["recent"]["start"] if trend else None
    proof = writer.proof(table["events"])
    sentences = [writer.say(f"{group}.acts", proof, g=table, since=since)]
    if group == "military":
        sentences.append(_disputed(writer, table["disputed_events"]))
    denied = table["disputed_events"] if group == "military" else ()  # told with the voices
    rows = [
        row
        for row in series["timeline"]
        if row["domain"] in table["domains"] and row["event"] not in denied
    ]
    moments = weightiest(writer, rows)
    return block(writer, group, "acts", sentences=tuple(sentences), moments=moments)


def _disputed(writer: Writer, events: Collection[str]) -> Sentence:
    """Say how many acts are denied."""
    if not events:
        return writer.say("military.undisputed")
    return writer.say("military.disputed", writer.proof(events), count=len(events))


def _voices(writer: Writer) -> Block:
    """Tell who asserts and who denies, then the denied acts."""
    voices = writer.material.series["voices"]
    asserting = [row for row in voices if row["asserts"]][:PARTIES]
    denying = [row for row in voices if row["denies"]][:PARTIES]
    sentences = []
    if asserting:
        told = [_voice(writer, "voice", row, row["asserts"]) for row in asserting]
        proof = writer.proof(event for row in asserting for event in row["events"])
        sentences.append(writer.say("military.voices", proof, asserting=told))
    if denying:
        told = [_voice(writer, "denial", row, row["denies"]) for row in denying]
        proof = writer.proof(event for row in denying for event in row["denied"])
        sentences.append(writer.say("military.denials", proof, denying=told))
    if not sentences:
        sentences.append(writer.say("military.no_voices"))
    denied = writer.material.series["counts"]["disputed_events"]
    rows = [row for row in writer.material.series["timeline"] if row["event"] in denied]
    moments = weightiest(writer, rows)
    return block(writer, "voices", "voices", sentences=tuple(sentences), moments=moments)


def _voice(writer: Writer, key: str, row: dict[str, Any], count: int) -> str:
    """Name a speaker with a number of statements, inside a sentence."""
    speaker = writer.grammar.the(row["speaker"])
    template = writer.texts["military"][key]
    return str(writer.fill(template, speaker=speaker, count=count))


def _flows(writer: Writer) -> Block:
    """Tell each series of indicators, and where its sources disagree."""
    table = writer.material.series["flows"]
    sentences = []
    for number, flow in enumerate(table, start=1):
        subject = figures.subject(writer, flow)
        proof = [indicator_id(point["indicator"]) for point in flow["points"]]
        mark = str(number)
        sentences.append(writer.say("economy.series", proof, mark=mark, f=flow, subject=subject))
        for gap in flow["disagreements"][-1:]:
            ends = [indicator_id(gap[end]["indicator"]) for end in ("low", "high")]
            values = {"f": flow, "d": gap, "subject": subject}
            sentences.append(writer.say("economy.disagree", ends, mark=mark, **values))
    if not table:
        sentences.append(writer.say("economy.no_series"))
    figure = figures.flows(writer)
    parts = {"sentences": tuple(sentences), "figures": (figure,), "listed": len(table) > 1}
    return block(writer, "flows", "flows", **parts)


def _third(writer: Writer) -> Block:
    """Tell with whom each of the two states cooperates or is in conflict."""
    series = writer.material.series
    sentences = []
    if not series["third"]:
        sentences.append(writer.say("map.none"))
    elif series["trend"]:
        sentences.append(writer.say("map.since", start=series["trend"]["earlier"]["start"]))
    for member in (writer.material.pair.a, writer.material.pair.b):
        own = [row for row in series["third"] if row["member"] == member]
        for key, sign in (("cooperating", "cooperation"), ("conflicting", "conflict")):
            chosen = [row for row in own if row["sign"] == sign][:PARTIES]
            if chosen:
                parties = [
                    writer.fill(writer.texts["map"]["party"], code=row["other"], count=row["count"])
                    for row in chosen
                ]
                proof = writer.proof(event for row in chosen for event in row["events"])
                values = {"member": member, "parties": parties}
                sentences.append(writer.say(f"map.{key}", proof, mark=member, **values))
    figure = figures.network(writer)
    return block(writer, "third", "third", sentences=tuple(sentences), figures=(figure,))


def _coalitions(writer: Writer) -> Block:
    """Tell which third parties act together."""
    table = writer.material.series["coalitions"][:GROUPS]
    if not table:
        sentence = writer.say("map.no_coalitions")
    else:
        template = writer.texts["map"]["coalition"]
        groups = [writer.fill(template, **row) for row in table]
        proof = writer.proof(event for row in table for event in row["events"])
        sentence = writer.say("map.coalitions", proof, groups=groups)
    return block(writer, "coalitions", "coalitions", sentences=(sentence,))


def _pending(writer: Writer) -> Block:
    """List what texts announce or hold possible, without saying that it came about."""
    ids = writer.material.series["pending"]
    if not ids:
        sentence = writer.say("map.no_pending")
        return block(writer, "pending", "pending", sentences=(sentence,))
    moments = tuple(announced(writer, writer.events[event]) for event in ids[:MOMENTS])
    sentence = writer.say("map.pending", writer.proof(ids), count=len(ids))
    return block(writer, "pending", "pending", sentences=(sentence,), moments=moments)
