"""Who is drawing closer to whom, since when and why, with the sentence behind every figure.

>>> import rapprochement as rp
>>> d = rp.document("Pékin et Moscou ont signé un traité le 16 juillet 2001.", language="fr")
>>> [claim.type for claim in rp.read([d])]
[<EventType.SUPPORT: 'SUPPORT'>]
"""

from __future__ import annotations

from rapprochement.errors import RapprochementError
from rapprochement.reading import find_dates
from rapprochement.record import Record
from rapprochement.sources import document
from rapprochement.terms import (
    Actor,
    Claim,
    Contradiction,
    DateMention,
    Document,
    Domain,
    Dyad,
    Event,
    EventType,
    Modality,
    Period,
    Precision,
)
from rapprochement.workflow import check, map_documents, read

__all__ = [
    "Actor",
    "Claim",
    "Contradiction",
    "DateMention",
    "Document",
    "Domain",
    "Dyad",
    "Event",
    "EventType",
    "Modality",
    "Period",
    "Precision",
    "RapprochementError",
    "Record",
    "check",
    "document",
    "find_dates",
    "map_documents",
    "read",
]
