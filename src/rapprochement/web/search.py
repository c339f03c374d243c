"""The index of the search box: composed sentences, evidence and disputes with their addresses."""

from __future__ import annotations

from rapprochement.dossier import Dossier


def index(dossier: Dossier) -> list[dict[str, str]]:
    """Return one entry a text: t text, h address, k kind, l language where it may differ."""
    sentences = [
        {"t": s.text, "h": f"index.html#{s.id}", "k": "sentence"} for s in dossier.sentences()
    ]
    evidence = [
        {"t": e.quote, "h": f"evidence.html#{e.id}", "k": e.kind, "l": e.language}
        for e in dossier.evidence
    ]
    disputes = [
        {"t": d.reason, "h": f"disputes.html#{d.id}", "k": "dispute"} for d in dossier.disputes
    ]
    return [*sentences, *disputes, *evidence]
