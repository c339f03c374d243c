"""Dossier: finished results set as four chapters with figures; computes no number.

`compose(material)` gives a frozen `Dossier`; `rapprochement.web.publish` sets it as pages.
"""

from __future__ import annotations

from rapprochement.dossier.asked import codes as codes_of_models
from rapprochement.dossier.compose import compose
from rapprochement.dossier.model import (
    Block,
    Chapter,
    Dispute,
    DisputeSide,
    Dossier,
    Evidence,
    Figure,
    KeyFigure,
    Moment,
    Sentence,
    SourceText,
)

__all__ = [
    "Block",
    "Chapter",
    "Dispute",
    "DisputeSide",
    "Dossier",
    "Evidence",
    "Figure",
    "KeyFigure",
    "Moment",
    "Sentence",
    "SourceText",
    "codes_of_models",
    "compose",
]
