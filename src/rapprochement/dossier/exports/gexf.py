"""Dynamic GEXF 1.3 for Gephi: states as nodes, pairs of states as edges that live while they act.

An edge has a spell for each dated event between the two, its weight is the number of events, and
each event stands in it as a dated value with its evidence. Events of unknown date count in the
weight and are listed, but give no spell. Which way an act went is told in its value ("RUS>PRK").
Format: https://gexf.net/schema.html
"""

from __future__ import annotations

from xml.etree import ElementTree as ET

from rapprochement.dossier.exports.material import (
    ExportMaterial,
    as_json,
    days,
    dyads,
    evidence,
    label,
    parties,
)
from rapprochement.dossier.exports.xml_text import printable
from rapprochement.terms import Event

NAMESPACE = "http://gexf.net/1.3"

_EDGE_ATTRIBUTES = (
    ("events", "integer", "static"),
    ("claims", "integer", "static"),
    ("disputes", "integer", "static"),
    ("version", "string", "static"),
    ("undated", "string", "static"),
    ("event", "string", "dynamic"),
    ("evidence", "string", "dynamic"),
)


def render(material: ExportMaterial) -> bytes:
    """Return the network as GEXF."""
    root = ET.Element("gexf", {"xmlns": NAMESPACE, "version": "1.3"})
    head = ET.SubElement(root, "meta")
    ET.SubElement(head, "creator").text = printable(f"Rapprochement {material.version}".strip())
    ET.SubElement(head, "description").text = printable(material.title)
    graph = ET.SubElement(
        root,
        "graph",
        {
            "mode": "dynamic",
            "defaultedgetype": "undirected",
            "timeformat": "date",
            "timerepresentation": "interval",
        },
    )
    _declare(graph)
    _nodes(graph, material)
    edges = ET.SubElement(graph, "edges")
    for number, (pair, events) in enumerate(_by_dyad(material).items()):
        _edge(edges, str(number), pair, events, material)
    ET.indent(root)
    data: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return data


def _declare(graph: ET.Element) -> None:
    for mode in ("static", "dynamic"):
        group = ET.SubElement(graph, "attributes", {"class": "edge", "mode": mode})
        for name, kind, its_mode in _EDGE_ATTRIBUTES:
            if its_mode == mode:
                ET.SubElement(group, "attribute", {"id": name, "title": name, "type": kind})


def _nodes(graph: ET.Element, material: ExportMaterial) -> None:
    nodes = ET.SubElement(graph, "nodes")
    codes = {code for event in material.events for code in parties(event)}
    for code in sorted(codes):
        node = {"id": printable(code), "label": printable(material.name(code))}
        actor = material.actors.get(code)
        if actor and actor.since:
            node["start"] = actor.since.isoformat()
        if actor and actor.until:
            node["end"] = actor.until.isoformat()
        ET.SubElement(nodes, "node", node)


def _by_dyad(material: ExportMaterial) -> dict[tuple[str, str], list[tuple[Event, str]]]:
    """Return the events of each pair, with the way each went: "RUS>PRK", or "RUS-PRK"."""
    found: dict[tuple[str, str], list[tuple[Event, str]]] = {}
    for event in material.events:
        sign = ">" if event.recipients else "-"
        for a, b in dyads(event):
            found.setdefault((min(a, b), max(a, b)), []).append((event, f"{a}{sign}{b}"))
    return dict(sorted(found.items()))


def _edge(
    edges: ET.Element,
    number: str,
    pair: tuple[str, str],
    events: list[tuple[Event, str]],
    material: ExportMaterial,
) -> None:
    edge = ET.SubElement(edges, "edge", {"id": number})
    edge.attrib |= {"source": printable(pair[0]), "target": printable(pair[1])}
    edge.attrib |= {"weight": f"{len(events)}.0"}
    values = ET.SubElement(edge, "attvalues")
    undated = [f"{_told(event, way)}" for event, way in events if _span(event) is None]
    _value(values, "events", str(len(events)))
    _value(values, "claims", str(sum(len(event.claims) for event, _ in events)))
    _value(values, "disputes", str(sum(len(event.disputed_by) for event, _ in events)))
    _value(values, "version", material.version)
    _value(values, "undated", "; ".join(undated))
    spells = ET.SubElement(edge, "spells")
    for event, way in events:
        if (span := _span(event)) is not None:
            _value(values, "event", _told(event, way), span)
            _value(values, "evidence", as_json(evidence(event, material)), span)
            ET.SubElement(spells, "spell", span)
    if len(spells) == 0:
        edge.remove(spells)


def _value(values: ET.Element, name: str, value: str, span: dict[str, str] | None = None) -> None:
    parts = {"for": name, "value": printable(value)}
    ET.SubElement(values, "attvalue", parts | (span or {}))


def _told(event: Event, way: str) -> str:
    return f"{way} {event.type.value} {label(event.when)} [{event.id}]"


def _span(event: Event) -> dict[str, str] | None:
    since, until = days(event.when)
    span = {"start": since, "end": until}
    return {key: day for key, day in span.items() if day} or None
