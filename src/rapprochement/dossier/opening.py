"""The first screen: question, answer in two sentences with its uncertainty, three key figures."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rapprochement.dossier.ids import MODELS, model_id
from rapprochement.dossier.model import KeyFigure, Sentence
from rapprochement.dossier.writer import Writer

LEAST_ACTS = 8  # as in measures.trend: below it no direction is told


def answer(writer: Writer) -> tuple[Sentence, ...]:
    """Return the two sentences of the answer: the direction, then how far to trust it."""
    counts, trend = writer.material.series["counts"], writer.material.series["trend"]
    proof = writer.proof(counts["pair_events"])
    if not counts["pair"]:
        return (writer.say("answer.none"), writer.say("answer.hedge_unknown", least=LEAST_ACTS))
    if not trend or trend["direction"] == "unknown":
        return (
            writer.say("answer.unknown", proof, pair=counts["pair_dated"]),
            writer.say("answer.hedge_unknown", proof, least=LEAST_ACTS),
        )
    spans = writer.proof([*trend["recent"]["events"], *trend["earlier"]["events"]])
    return (writer.say(f"answer.{_direction(trend)}", spans, t=trend), _hedge(writer, trend, spans))


def _direction(trend: dict[str, Any]) -> str:
    """Name the template for a computed direction."""
    if trend["direction"] == "closer":
        return f"closer_{trend['strength']}"
    if trend["direction"] == "apart":
        return "apart_conflict" if trend["conflict"]["low"] > 1 else "apart_quiet"
    return str(trend["direction"])


def _hedge(writer: Writer, trend: dict[str, Any], proof: tuple[str, ...]) -> Sentence:
    """Say how far the answer holds, against the growth of the rest of the record."""
    measure = trend["cooperation"]
    if trend["direction"] != "closer" or measure["ratio"] is None:
        key = "plain" if trend["direction"] == "steady" else "counts"
        return writer.say(f"answer.hedge_{key}", proof)
    values = {"ratio": measure["ratio"], "low": measure["low"], "high": measure["high"]}
    background = trend["background"]["ratio"]
    if background is None:
        return writer.say("answer.hedge_alone", proof, **values)
    key = "above" if trend["above_background"] else "below"
    return writer.say(f"answer.hedge_{key}", proof, background=background, **values)


def uncertainty(writer: Writer) -> tuple[Sentence, ...]:
    """Grade the doubt: several sources and denials among the recent acts."""
    trend = writer.material.series["trend"]
    if not trend or not trend["recent"]["count"]:
        return ()
    recent = trend["recent"]
    return (
        writer.say(
            f"answer.doubt_{trend['doubt']}",
            writer.proof(recent["events"]),
            count=recent["count"],
            several=recent["several_sources"],
            disputed=recent["disputed"],
        ),
    )


def key_figures(writer: Writer) -> tuple[KeyFigure, ...]:
    """Return the three key figures: pace of cooperation, agreements, contradictions."""
    return (_pace(writer), _agreements(writer), _disputes(writer))


def _told(writer: Writer) -> dict[str, Any]:
    """Return the trend if it tells a direction, else nothing."""
    trend: dict[str, Any] = writer.material.series["trend"]
    return trend if trend and trend["direction"] != "unknown" else {}


def _pace(writer: Writer) -> KeyFigure:
    """Return acts of cooperation a year lately; all acts when there is no trend."""
    counts, trend = writer.material.series["counts"], _told(writer)
    if not trend:
        return _key(writer, "acts", counts["pair_events"], count=counts["pair"])
    recent = trend["recent"]
    return _key(
        writer,
        "rate",
        recent["cooperation_events"],
        rate=recent["cooperation_per_year"],
        count=recent["cooperation"],
        start=recent["start"],
    )


def _agreements(writer: Writer) -> KeyFigure:
    """Return the number of agreements, promises and declared support, lately or at all."""
    counts, trend = writer.material.series["counts"], _told(writer)
    events = trend["recent"]["agreement_events"] if trend else counts["agreements"]
    start = trend["recent"]["start"] if trend else None
    return _key(writer, "agreements", events, count=len(events), start=start)


def _disputes(writer: Writer) -> KeyFigure:
    """Return the number of contradictions and denials."""
    found = len(writer.material.contradictions)
    key = _key(writer, "disputes", (), count=found)
    shown = tuple(f"d-{number}" for number in range(1, found + 1))  # as in disputes.collect
    return replace(key, sentence=replace(key.sentence, evidence=shown))


def _key(writer: Writer, name: str, events: Any, **values: Any) -> KeyFigure:
    """Set a key figure: its value and label, and the sentence that links to its evidence."""
    return KeyFigure(
        value=writer.text(f"keys.{name}_value", **values),
        label=_lower(writer.text(f"keys.{name}", **values)),
        sentence=writer.say(f"keys.{name}_sentence", writer.proof(events), **values),
    )


def _lower(label: str) -> str:
    """Undo the capital of a label that follows its number."""
    return label[:1].lower() + label[1:]


def method(writer: Writer) -> tuple[Sentence, ...]:
    """Say how the figures are made and what they cannot tell."""
    counts, trend = writer.material.series["counts"], writer.material.series["trend"]
    sentences = [
        writer.say("method.happened"),
        writer.say(
            "method.placed", unplaced=counts["pair_unplaced"], undated=counts["pair_undated"]
        ),
        writer.say("method.score"),
    ]
    if trend:
        sentences.append(writer.say("method.compared", t=trend))
    made = [model_id(name) for name in MODELS if _ran(writer.material.series.get(name))]
    if made:
        sentences.append(writer.say("method.models", made))
    return (*sentences, writer.say("method.cause"))


def _ran(table: dict[str, Any] | None) -> bool:
    """Tell whether a model was run: nothing was lacking."""
    return bool(table) and not (table or {}).get("lacking")
