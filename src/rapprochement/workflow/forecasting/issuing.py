"""Forecasts as rows: probability, what it rests on, and the rule that will settle it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import polars as pl

from rapprochement.errors import ForecastInputError
from rapprochement.forecasts.answers import MODEL, Chance, Cited
from rapprochement.forecasts.outlook import Outlook, learn
from rapprochement.workflow.forecasting.asking import Asked, day_of_issue, last_day, relations
from rapprochement.workflow.forecasting.opening import open_source
from rapprochement.workflow.forecasting.pasts import TYPES, Origin, Past, Source, require_days
from rapprochement.workflow.forecasting.quoting import quoted
from rapprochement.workflow.measuring.naming import continuing
from rapprochement.workflow.records import VERSION

Row = dict[str, Any]
CITED = 5  # past events named under each forecast
DIGITS = 6
ALONE = 365  # days without any event before the last: its date may be wrong
RULE = (
    "Yes when {title} holds at least one event of type {type} by {actor} toward {recipient} dated "
    "{on} to {until}; no when it covers all of these days and holds none; open until then."
)


@dataclass(frozen=True, slots=True)
class Issued:
    """Forecasts with what they rest on. `drawn` says what was learnt from; see `Outlook`."""

    rows: list[Row]
    on: date
    until: date
    days: tuple[date, date]
    origin: Origin
    outlook: Outlook
    asked_day: bool
    notes: tuple[str, ...] = ()


def forecast(asked: Asked) -> Issued:
    """Return a forecast of each type and direction, the most probable first.

    Raises
    ------
    ForecastInputError
        The days, types or states do not fit what the source tells of.
    UnknownState
        A code is no state's; the nearest are named.
    DatasetError, RecordError
        The source is not there.
    """
    numbers = relations(asked.types)
    states, said = continuing(asked.states)
    source = open_source(data=asked.data, record=asked.record, case=asked.case, folder=asked.folder)
    return issue(source, (states[0], states[1]), asked, numbers=numbers, said=said)


def issue(
    source: Source,
    states: tuple[str, str],
    asked: Asked,
    *,
    numbers: Sequence[int],
    said: tuple[str, ...] = (),
) -> Issued:
    """Return the forecasts of a pair from a source; see `forecast`."""
    title, days = source.origin.title, require_days(source)
    on = day_of_issue(asked.on, days, title)
    until = last_day(asked.by, on, days, title)
    past = source.past(states)
    _require_events(past, states, source, on)
    outlook = learn(past.facts, on.toordinal(), horizon=(until - on).days + 1)
    pairs = np.array([[past.states.index(code) for code in states]], dtype=np.int64)
    pairs = pairs if asked.one_way else np.concatenate([pairs, pairs[:, ::-1]])
    found = outlook.chances(pairs, relations=numbers)
    request = {**asked.as_saved(), "states": list(states)}
    about = _About(past.states, source.origin, on, until, request, outlook)
    cited = _Details(source, past, [reason for each in found for reason in each.reasons[:CITED]])
    rows = [_row(chance, about, cited) for chance in found]
    rows.sort(key=lambda row: (-row["probability"], row["actor"] != states[0], row["type"]))
    alone = () if asked.on else _alone(past, title)
    notes = (*said, *source.notes, *alone, *_drawn(outlook), *_mixed(outlook, found))
    return Issued(rows, on, until, days, source.origin, outlook, asked.on is not None, notes)


def _require_events(past: Past, states: Sequence[str], source: Source, on: date) -> None:
    """Stop when the source tells nothing of a state before the day of issue."""
    facts = past.facts.before(on.toordinal())
    there = np.union1d(facts.subject, facts.object)
    silent = [code for code in states if past.number(code) not in there]
    if silent:
        told = sorted(past.states[number] for number in there)
        raise ForecastInputError(
            f"{source.origin.title} holds no event of {' or '.join(silent)} with another state "
            f"before {on.isoformat()}: nothing can be said of them. It tells of "
            f"{len(told)} states ({_some(told)}). Give another source: --data, --record."
        )


def _alone(past: Past, title: str) -> tuple[str, ...]:
    """Say when the day of issue hangs on a last event that may be wrongly dated."""
    days = np.unique(past.facts.day)[-2:]
    if len(days) < 2 or days[1] - days[0] <= ALONE:
        return ()
    last, before = (date.fromordinal(int(day)).isoformat() for day in days[::-1])
    return (f"The last day that {title} tells of, {last}, stands alone: the one before it is "
            f"{before}. If its date is wrong, give the day of issue yourself: --on.",)  # fmt: skip


def _drawn(outlook: Outlook) -> tuple[str, ...]:
    """Say when rates were learnt from a sample of the pairs."""
    looked, of = outlook.drawn
    if looked >= of:
        return ()
    seed = outlook.conventions.seed
    return (f"Rates and weights are learnt from {looked:,} of {of:,} pairs, drawn by lot "
            f"(seed {seed}).",)  # fmt: skip


def _mixed(outlook: Outlook, found: Sequence[Chance]) -> tuple[str, ...]:
    """Say how much of the probabilities is the pair's own rate, where the model speaks."""
    if not any(chance.basis == MODEL for chance in found):
        return ()
    return (
        f"In each probability the pair's own past rate weighs {outlook.own:.0%}, what the model "
        "expects the rest; both are corrected by how earlier forecasts came true.",
    )


def _some(names: Sequence[str], most: int = 8) -> str:
    return ", ".join(names[:most]) + (", ..." if len(names) > most else "")


@dataclass(frozen=True, slots=True)
class _About:
    """What all forecasts of one issue share."""

    states: tuple[str, ...]
    origin: Origin
    on: date
    until: date
    request: Mapping[str, Any]
    outlook: Outlook


class _Details:
    """The events of the days that forecasts cite, with their ids and words."""

    def __init__(self, source: Source, past: Past, cited: Iterable[Cited]) -> None:
        wanted = list(cited)
        self._source = source
        self._found: dict[tuple[Any, ...], Row] = {}
        if wanted:
            codes = {past.states[n] for each in wanted for n in (each.subject, each.object)}
            days = [each.day for each in wanted]
            first, last = date.fromordinal(min(days)), date.fromordinal(max(days))
            frame = source.details(sorted(codes), since=first, until=last)
            frame = frame.filter(pl.col("day").is_in(sorted(set(days))))
            for row in frame.iter_rows(named=True):
                key = (row["actor"], row["recipient"], row["type"], row["day"])
                self._found[key] = {"events": row["events"], "ids": list(row["ids"])}

    def of(self, actor: str, recipient: str, kind: str, day: int) -> Row:
        """Return how many events that day holds, their ids, and words where there are texts."""
        found = self._found.get((actor, recipient, kind, day), {"events": 1, "ids": []})
        return {**found, **quoted(self._source, found["ids"])}


def _row(chance: Chance, about: _About, cited: _Details) -> Row:
    """Return a forecast as plain values, its id the hash of all the others."""
    actor, recipient = about.states[chance.subject], about.states[chance.object]
    kind = TYPES[chance.relation]
    added = [(reason.kind, reason.added) for reason in chance.reasons]
    kinds = dict.fromkeys(name for name, _ in added)
    on, until = about.on.isoformat(), about.until.isoformat()
    row = {
        "actor": actor,
        "type": kind,
        "recipient": recipient,
        "on": on,
        "until": until,
        "horizon": chance.horizon,
        "probability": _digits(chance.probability),
        "base_rate": _digits(chance.base_rate),
        "pair_rate": None if chance.pair_rate is None else _digits(chance.pair_rate),
        "expected": _digits(chance.expected) if chance.basis == MODEL else None,
        "background": _digits(chance.background) if chance.basis == MODEL else None,
        "adds": {n: _digits(sum(v for name, v in added if name == n)) for n in kinds},
        "basis": chance.basis,
        "events": int(chance.events),
        "cited": len(added),
        "reasons": [_reason(each, about.states, cited) for each in chance.reasons[:CITED]],
        "rule": RULE.format(
            title=about.origin.title, type=kind, actor=actor, recipient=recipient, on=on,
            until=until,
        ),
        "source": {"kind": about.origin.kind, "name": about.origin.name,
                   "title": about.origin.title, "version": about.origin.version},
        "learnt_from": dict(zip(("pairs", "of"), about.outlook.drawn, strict=True)),
        "request": dict(about.request),
        "version": VERSION,
    }  # fmt: skip
    return {"id": identity(row), **row}


def _reason(cited: Cited, states: Sequence[str], details: _Details) -> Row:
    """Return a past event that a forecast cites: who did what to whom, and what it adds."""
    actor, recipient = states[cited.subject], states[cited.object]
    kind = TYPES[cited.relation]
    return {
        "day": date.fromordinal(int(cited.day)).isoformat(),
        "actor": actor,
        "type": kind,
        "recipient": recipient,
        "kind": cited.kind,
        "added": _digits(cited.added),
        **details.of(actor, recipient, kind, int(cited.day)),
    }


def identity(row: Mapping[str, Any]) -> str:
    """Return the id of a forecast: a hash of everything else that it says."""
    told = {name: value for name, value in row.items() if name != "id"}
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:20]


def _digits(value: float) -> float:
    return round(float(value), DIGITS)
