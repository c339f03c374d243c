"""GraphML: states as nodes, one edge for each event and pair, with its evidence.

A directed multigraph. The edge of a reciprocal event (a meeting, a treaty) has `reciprocal` true;
its direction is the order in which the parties are named.
"""

from __future__ import annotations

import io

import networkx as nx

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


def render(material: ExportMaterial) -> bytes:
    """Return the graph as GraphML."""
    graph = nx.MultiDiGraph(title=printable(material.title), version=material.version)
    for event in material.events:
        for code in parties(event):
            graph.add_node(printable(code), name=printable(material.name(code)))
        since, until = days(event.when)
        parts = {
            "event": event.id,
            "type": event.type.value,
            "domain": event.domain.value if event.domain else "",
            "since": since or "",
            "until": until or "",
            "when": label(event.when),
            "reciprocal": not event.recipients,
            "claims": len(event.claims),
            "disputes": len(event.disputed_by),
            "evidence": as_json(evidence(event, material)),
            "version": material.version,
        }
        parts = {k: printable(v) if isinstance(v, str) else v for k, v in parts.items()}
        for a, b in dyads(event):
            graph.add_edge(printable(a), printable(b), key=f"{event.id} {a} {b}", **parts)
    out = io.BytesIO()
    nx.write_graphml_xml(graph, out)
    return out.getvalue()
