"""Which contradictions concern a pair of states."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from rapprochement.terms import ChronicleRow, Claim, Contradiction, Dyad, Side


def about(
    found: Iterable[Contradiction],
    claims: Iterable[Claim],
    rows: Sequence[ChronicleRow],
    pair: Dyad,
) -> list[Contradiction]:
    """Return those in which the words of a side name one of the two states."""
    codes = {pair.a, pair.b}
    named = {row.row for row in rows if codes & {*row.actors, *row.recipients}}
    told: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for claim in claims:
        if codes & {*claim.actors, *claim.recipients}:
            told[claim.document_id].append((claim.start, claim.end))

    def concerns(side: Side) -> bool:
        if side.row is not None:
            return side.row in named
        start, end = side.start or 0, side.end or 0
        return any(a < end and start < b for a, b in told[side.document_id])

    return [item for item in found if concerns(item.a) or concerns(item.b)]
