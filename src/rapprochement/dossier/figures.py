"""The figures: what each one finds, its sources, its table and the data it is drawn from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from rapprochement.dossier.evidence import split_url
from rapprochement.dossier.ids import indicator_id
from rapprochement.dossier.ids import of_event as evidence_of
from rapprochement.dossier.model import Figure
from rapprochement.dossier.moments import words_of
from rapprochement.dossier.parts import Row, columns, lacking, pick
from rapprochement.dossier.writer import Writer

NAMED = 2  # states named in the title of the map


def world_map(writer: Writer, *, view: str = "un") -> Figure:
    """Draw arcs from the pair to third states; organisations have no place on a map."""
    series = writer.material.series
    arcs = [row for row in series["third"] if writer.is_state(row["other"])]
    if not arcs:
        return lacking(writer, "map")
    since = series["trend"]["earlier"]["start"] if series["trend"] else None
    keys = ("member", "other", "count", "cooperation", "conflict", "score_mean", "sign")
    return Figure(
        id="f-map",
        kind="map",
        title=_map_title(writer, arcs),
        caption=writer.text("figures.map_caption", since=since),
        sources=writer.sources(event for row in arcs for event in row["events"]),
        columns=columns(writer, *keys),
        rows=tuple(_tie_row(writer, row, "member", "other") for row in arcs),
        data={
            "pair": [writer.material.pair.a, writer.material.pair.b],
            "view": view,
            "arcs": [pick(row, *keys) for row in arcs],
        },
        alternative=writer.text("figures.map_alternative", rows=arcs),
        notice=writer.text(f"figures.map_notice_{view}"),
    )


def _map_title(writer: Writer, arcs: list[Row]) -> str:
    """Say with which states the pair mostly cooperates and mostly is in conflict."""
    named = {
        sign: list(dict.fromkeys(row["other"] for row in arcs if row["sign"] == sign))[:NAMED]
        for sign in ("cooperation", "conflict")
    }
    named["conflict"] = [code for code in named["conflict"] if code not in named["cooperation"]]
    if named["cooperation"] and named["conflict"]:
        return writer.text("figures.map_title_both", **named)
    for sign in ("cooperation", "conflict"):
        if named[sign]:
            return writer.text(f"figures.map_title_{sign}", **named)
    return writer.text("figures.map_title_plain")


def _tie_row(writer: Writer, row: Row, *sides: str) -> Row:
    """Print a signed tie as a row of a table."""
    names = {side: writer.grammar.name(row[side]) for side in sides}
    year = {"year": row["year"]} if "year" in row else {}
    counts = pick(row, "count", "cooperation", "conflict", "score_mean")
    return year | names | counts | {"sign": writer.label("signs", row["sign"])}


def course(writer: Writer) -> Figure:
    """Draw the counts and the mean PLOVER score by quarter."""
    series = writer.material.series
    quarters, trend = series["quarters"], series["trend"]
    if not quarters:
        return lacking(writer, "course")
    first, last = (row["start"][:4] for row in (quarters[0], quarters[-1]))
    peak = max(quarters, key=lambda row: int(row["count"]))
    title = (
        writer.text("figures.course_title", t=trend)
        if trend
        else writer.text(
            "figures.course_title_plain", count=series["counts"]["pair"], first=first, last=last
        )
    )
    keys = ("quarter", "count", "cooperation", "conflict", "neutral", "disputed", "score_mean")
    spans = {
        name: pick(trend[name], "start", "end", "per_year")
        for name in ("recent", "earlier")
        if trend
    }
    return Figure(
        id="f-course",
        kind="course",
        title=title,
        caption=writer.text("figures.course_caption"),
        sources=writer.sources(event for row in quarters for event in row["events"]),
        columns=columns(writer, *keys),
        rows=tuple(pick(row, *keys) for row in quarters if row["count"]),
        data={
            "quarters": [pick(row, "start", "end", *keys) for row in quarters],
            "spans": spans,
        },
        alternative=writer.text("figures.course_alternative", first=first, last=last, peak=peak),
    )


def timeline(writer: Writer) -> Figure:
    """Draw every dated act in the lane of its domain, with the words behind it."""
    series = writer.material.series
    acts = series["timeline"]
    if not acts:
        return lacking(writer, "timeline")
    domain = series["domains"][0]["domain"]
    key = "figures.timeline_title" if domain else "figures.timeline_title_plain"
    told = []
    for act in acts:
        event = writer.events[act["event"]]
        text, language, source = words_of(writer, event)
        told.append(
            act
            | {
                "when": writer.grammar.period(event.when),
                "text": text,
                "language": language,
                "source": source,
                "typeLabel": writer.label("types", act["type"]),
                "evidence": list(evidence_of(event)),
            }
        )
    lanes = [row["domain"] or "none" for row in series["domains"]]
    return Figure(
        id="f-timeline",
        kind="timeline",
        title=writer.text(key, count=len(acts), domain=domain),
        caption=writer.text("figures.timeline_caption"),
        sources=writer.sources(act["event"] for act in acts),
        columns=columns(writer, "when", "domain", "type", "text", "source"),
        rows=tuple(_act_row(writer, act) for act in told),
        data={
            "acts": told,
            "lanes": [{"id": lane, "label": writer.label("lanes", lane)} for lane in lanes],
            "since": series["trend"]["earlier"]["start"] if series["trend"] else None,
        },
        alternative=writer.text(
            "figures.timeline_alternative", first=acts[0]["start"][:4], last=acts[-1]["end"][:4]
        ),
    )


def _act_row(writer: Writer, act: Row) -> Row:
    """Print an act as a row of a table."""
    return {
        "when": act["when"],
        "domain": writer.label("lanes", act["domain"]).lower(),
        "type": act["typeLabel"],
        "text": act["text"],
        "source": act["source"],
    }


def network(writer: Writer) -> Figure:
    """Draw the signed ties around the pair, year by year."""
    series = writer.material.series
    table, third = series["network"], series["third"]
    if not third or not table["ties"]:
        return lacking(writer, "network")
    keys = ("year", "a", "b", "count", "score_mean", "sign")
    shown = ("year", "a", "b", "count", "cooperation", "conflict", "score_mean", "sign")
    return Figure(
        id="f-network",
        kind="network",
        title=writer.text("figures.network_title", row=third[0]),
        caption=writer.text("figures.network_caption", span=table["span"]),
        sources=writer.sources(dict.fromkeys(e for row in table["ties"] for e in row["events"])),
        columns=columns(writer, *shown),
        rows=tuple(_tie_row(writer, row, "a", "b") for row in table["ties"]),
        data={
            "pair": [writer.material.pair.a, writer.material.pair.b],
            "nodes": [node | {"state": writer.is_state(node["code"])} for node in table["nodes"]],
            "ties": [pick(row, *keys) for row in table["ties"]],
            "span": table["span"],
        },
        alternative=writer.text("figures.network_alternative", count=len(table["nodes"])),
    )


def flows(writer: Writer) -> Figure:
    """Draw each series of indicators as a small chart of its own."""
    table = writer.material.series["flows"]
    if not table:
        return lacking(writer, "flows")
    keys = ("indicator", "year", "printed", "value", "unit", "confidence", "source")
    titles = [subject(writer, flow) for flow in table]
    return Figure(
        id="f-flows",
        kind="flows",
        title=writer.text("figures.flows_title", f=table[0], subject=titles[0]),
        caption=writer.text("figures.flows_caption"),
        sources=_publishers(writer, (point for flow in table for point in flow["points"])),
        columns=columns(writer, *keys),
        rows=tuple(
            _value_row(writer, title, flow["unit"], point)
            for title, flow in zip(titles, table, strict=True)
            for point in flow["points"]
        ),
        data={
            "series": [
                {
                    "title": writer.grammar.tidy(title),
                    "unit": flow["unit"],
                    "points": [_point(writer, flow["unit"], point) for point in flow["points"]],
                }
                for title, flow in zip(titles, table, strict=True)
            ]
        },
        alternative=writer.text("figures.flows_alternative", count=len(table)),
    )


def _value_row(writer: Writer, title: str, unit: str, point: Row) -> Row:
    """Print one value of a series as a row of a table."""
    return {
        "indicator": title,
        "year": point["year"],
        "value": point["value"],
        "printed": _printed(writer, unit, point),
        "unit": writer.label("units", unit),
        "confidence": writer.label("confidence", point["confidence"]),
        "source": split_url(point["source"])[0],
    }


def _point(writer: Writer, unit: str, point: Row) -> Row:
    """Return one value with its printed form and evidence, to be drawn."""
    return {
        "year": point["year"],
        "value": point["value"],
        "low": point["low"],
        "high": point["high"],
        "printed": _printed(writer, unit, point),
        "source": split_url(point["source"])[0],
        "sure": point["confidence"] == "high",
        "evidence": indicator_id(point["indicator"]),
    }


def _printed(writer: Writer, unit: str, point: Row) -> str:
    """Print a value, or the range that its source gives."""
    if point["low"] is None or point["high"] is None:
        return writer.grammar.amount(point["value"], unit)
    return "–".join(writer.grammar.amount(point[end], unit) for end in ("low", "high"))


def _publishers(writer: Writer, points: Iterable[Row], most: int = 6) -> tuple[str, ...]:
    """Name the first few sources of indicators and say how many more there are."""
    named = list(dict.fromkeys(split_url(point["source"])[0] for point in points))
    rest = len(named) - most
    more = (writer.fill(writer.texts["figures"]["more_sources"], rest=rest),) if rest > 0 else ()
    return (*named[:most], *more)


def subject(writer: Writer, flow: Mapping[str, Any]) -> str:
    """Return what a series measures, in words: the first pattern that covers its name."""
    for pattern, template in writer.texts["indicators"].items():
        if re.fullmatch(pattern, flow["name"]):
            raw = flow["name"].replace("_", " ")
            return writer.fill(template, x=flow["a"], y=flow["b"], raw=raw)
    return str(flow["name"])
