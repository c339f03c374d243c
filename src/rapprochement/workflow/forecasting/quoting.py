"""The words behind a past event: the sentence of a text, or the row of a chronicle."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rapprochement.measures.acts import HAPPENED
from rapprochement.terms import Event
from rapprochement.workflow.forecasting.happened import HappenedSource
from rapprochement.workflow.forecasting.pasts import Source


def quoted(source: Source, ids: Sequence[str]) -> dict[str, Any]:
    """Return the first words that tell of some events, and where they stand.

    `words` are in the language of their source; with `place`, the document and the characters, or
    the row of the chronicle. Nothing for data without texts.
    """
    if not isinstance(source, HappenedSource):
        return {}
    for name in ids:
        found = _words(source.events[name])
        if found:
            return found
    return {}


def _words(event: Event) -> dict[str, Any]:
    for row in event.rows:
        words = row.summary_en or row.summary_fr
        told = {"words_fr": row.summary_fr} if row.summary_en and row.summary_fr else {}
        return {"words": words, **told, "place": {"row": row.row, "source": row.source,
                                                  "reference": row.reference}}  # fmt: skip
    for claim in event.claims:
        if claim.modality in HAPPENED and not claim.negated:
            place = {"document": claim.document_id, "start": claim.start, "end": claim.end,
                     "claim": claim.id}  # fmt: skip
            return {"words": " ".join(claim.sentence.split()), "place": place}
    return {}
