"""From claims and chronicle rows to the contradictions among them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from rapprochement.record.contradictions import dates, facets, polarity, sequence
from rapprochement.record.contradictions.facts import Fact, facts_of, facts_of_rows, weighed
from rapprochement.record.contradictions.findings import Finding
from rapprochement.record.contradictions.identity import likeness, near_keys
from rapprochement.record.contradictions.lore import act, weight
from rapprochement.record.contradictions.periods import agree
from rapprochement.terms import ChronicleRow, Claim, Contradiction, ContradictionKind

_FACETS = {ContradictionKind.DATE, ContradictionKind.PLACE, ContradictionKind.ACTOR}
_TIE = 0.6  # points within which two rows of the chronicle are as likely
_NEAR = 400  # days within which facts of a crowded block are compared
_CROWD = 60  # facts under one key beyond which the key says too little to compare by


def find(
    claims: Iterable[Claim],
    rows: Sequence[ChronicleRow] = (),
    told: Mapping[int, Sequence[Claim]] | None = None,
) -> list[Contradiction]:
    """Return what cannot both be right among claims, and between them and chronicle rows.

    Parameters
    ----------
    claims
        Of one or several documents, statements without a type included. Order does not matter.
    rows
        Of a chronicle; they are held against the claims, not against each other.
    told
        What the summary of each row says, by the row's index.
    """
    every = weighed([*facts_of(claims), *facts_of_rows(rows, told or {})])
    facts, known = ([f for f in every if (f.row is None) is text] for text in (True, False))
    by_source: dict[str, list[Fact]] = {}
    for fact in [*facts, *known]:
        by_source.setdefault(fact.source, []).append(fact)
    found: list[Finding] = []
    for a, b in _pairs(facts, known):
        found += _compare(a, b)
        order = sequence.opposite(a, b, by_source)
        found += [order] if order is not None else []
    for fact in facts:
        found += facets.listed(fact, by_source[fact.source])
        if fact.claim.anchors:
            near = facts if len(facts) <= _CROWD else _candidates(fact, facts)
            found += sequence.arithmetic(fact, by_source[fact.source], [*near, *known])
    return _best(_unexplained(found, [*facts, *known]))


def _candidates(fact: Fact, facts: Sequence[Fact]) -> list[Fact]:
    return [f for f in facts if f.source == fact.source or f.act.family == fact.act.family]


def _compare(a: Fact, b: Fact) -> Iterator[Finding]:
    for comparison in (
        dates.clash, facets.place, facets.actor, facets.quantity, polarity.polarity,
        sequence.reversed_stages,
    ):  # fmt: skip
        finding = comparison(a, b)
        if finding is not None:
            yield finding


def _pairs(facts: Sequence[Fact], known: Sequence[Fact]) -> Iterator[tuple[Fact, Fact]]:
    """Yield pairs that share a party or a telling word, each once."""
    blocks: dict[str, list[int]] = {}
    everything = [*facts, *known]
    for index, fact in enumerate(everything):
        for name in _block_names(fact):
            blocks.setdefault(name, []).append(index)
    seen: set[tuple[int, int]] = set()
    for name in sorted(blocks):
        for i, j in _members(name, blocks[name], everything):
            if (i, j) in seen or i >= len(facts):
                continue
            seen.add((i, j))
            a, b = everything[i], everything[j]
            if a.sentence == b.sentence and a.source == b.source:
                continue
            yield a, b


def _members(
    name: str, members: Sequence[int], everything: Sequence[Fact]
) -> Iterator[tuple[int, int]]:
    """Yield the pairs of a block; of a crowded one only those that lie near in time."""
    if len(members) <= _CROWD:
        yield from combinations(members, 2)
        return
    if not name.startswith("!"):
        return
    days = sorted(
        (when.start.toordinal(), index)
        for index in members
        if (when := everything[index].near) is not None and when.start is not None
    )
    for place, (day, index) in enumerate(days):
        for later, other in days[place + 1 : place + 1 + _CROWD]:
            if later - day > _NEAR:
                break
            yield min(index, other), max(index, other)


def _block_names(fact: Fact) -> Iterator[str]:
    for code in sorted(fact.codes or fact.reach or fact.around):
        for family in {
            fact.act.family,
            *fact.act.near,
            *(act(o).family for o in fact.act.opposites),
        }:
            yield f"!{code} {family}"
        if fact.when is not None and fact.when.start is not None:
            yield f"!{code} {fact.when.start:%m-%d}"
        yield code
    if fact.act.once and fact.when is not None and fact.when.start is not None:
        yield f"!{fact.act.family} {fact.when.start:%m-%d}"
    for key in sorted(near_keys(fact)):
        if weight(key) >= 0.5:
            yield key


def _unexplained(found: list[Finding], facts: Sequence[Fact]) -> list[Finding]:
    """Drop a clash with a source that elsewhere tells the same as the other side."""
    kept = []
    strongest: dict[tuple[str, int, str], float] = {}
    for finding in found:
        for mark in _marks(finding):
            strongest[mark] = max(strongest.get(mark, 0.0), finding.points)
    for finding in found:
        if any(strongest[mark] > finding.points + _TIE for mark in _marks(finding)):
            continue
        ways = ((finding.a, finding.b), (finding.b, finding.a))
        if finding.kind in _FACETS and any(_explained(a, b, finding, facts) for a, b in ways):
            continue
        kept.append(finding)
    return kept


def _marks(finding: Finding) -> Iterator[tuple[str, int, str]]:
    """Yield a mark for a claim held against the chronicle: only its likest row counts."""
    if finding.a.row is None and finding.b.row is not None:
        yield finding.a.source, finding.a.sentence, finding.kind


def _explained(a: Fact, b: Fact, finding: Finding, facts: Sequence[Fact]) -> bool:
    """Return whether the source of `b` holds another fact that fits `a` as well and agrees."""
    if a.when is None:
        return False
    home = "chronicle" if b.row is not None else b.source
    for other in facts:
        source = "chronicle" if other.row is not None else other.source
        if source != home or other is b or (other.source == b.source and b.row is not None):
            continue
        if other.source == a.source or other.act.family != a.act.family or other.stance != "did":
            continue
        if agree(a.when, other.when) and likeness(a, other, "date") >= finding.points - 1.5:
            return True
    return False


def _best(found: list[Finding]) -> list[Contradiction]:
    """Keep the strongest finding of each kind for each two passages; a fixed order."""
    chosen: dict[tuple[object, ...], Finding] = {}
    for finding in found:
        sides = sorted(
            (f.source, f.sentence if f.row is None else 0) for f in (finding.a, finding.b)
        )
        key = (finding.kind, *sides)
        best = chosen.get(key)
        if best is None or _rank(finding) > _rank(best):
            chosen[key] = finding
    result = [f.contradiction() for f in chosen.values()]
    return sorted(
        result,
        key=lambda c: (
            c.a.document_id,
            c.a.start or 0,
            c.a.row or 0,
            c.b.document_id,
            c.b.start or 0,
            c.b.row or 0,
            c.kind,
        ),
    )


def _rank(finding: Finding) -> tuple[float, int, str]:
    return finding.points, -finding.a.claim.start - finding.b.claim.start, finding.a.claim.id
