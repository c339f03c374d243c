"""What a comparison gives before the best of each pair is chosen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rapprochement.record.contradictions.facts import Fact
from rapprochement.terms import Contradiction, ContradictionKind


@dataclass(frozen=True, slots=True)
class Finding:
    """Two facts that clash, with the points that say they tell one happening."""

    kind: ContradictionKind
    status: str
    a: Fact
    b: Fact
    points: float
    reasons: Mapping[str, str]

    def contradiction(self) -> Contradiction:
        """Return it in the words of the house, the earlier side first."""
        sides = sorted((self.a.side, self.b.side), key=_order)
        return Contradiction(self.kind, self.status, sides[0], sides[1], self.reasons)


def _order(side: object) -> tuple[bool, str, int, int]:
    row = getattr(side, "row", None)
    return (
        row is not None,
        getattr(side, "document_id", ""),
        row if row is not None else -1,
        getattr(side, "start", None) or 0,
    )
