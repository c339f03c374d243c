"""Acts: events that happened, seen as scored ties between two sides, on known days.

Terms
-----
- An event *happened* when the chronicle holds it, or when at least one text asserts or reports it
  without negating it. Plans, possibilities, hypotheses, opinions and denials alone are no acts.
- Its *score* is the PLOVER score of its type, -10 to +10; above 0 it is cooperation, below 0
  conflict, at 0 (REQUEST) neutral.
- It is *placed* in a quarter (or year) only when its whole period lies inside it; a coarser date
  is never spread or rounded, the act is counted as unplaced instead.
- It is a tie *between* two states when they stand on opposite sides, or are both actors and
  nobody else receives the act (reciprocal).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from rapprochement.terms import CONTINUED_BY, Dyad, Event, EventType, Modality

# PLOVER score of each type, -10 to +10 (PLOVER manual, "Numeric conflict/cooperation scores";
# ACCUSE is printed there as 3, its sign lost).
PLOVER_SCORE: Mapping[EventType, float] = {
    EventType.AGREE: 2.5,
    EventType.CONSULT: 2.5,
    EventType.SUPPORT: 5.0,
    EventType.CONCEDE: 4.5,
    EventType.COOPERATE: 9.5,
    EventType.AID: 10.0,
    EventType.RETREAT: 6.5,
    EventType.REQUEST: 0.0,
    EventType.ACCUSE: -3.0,
    EventType.REJECT: -2.0,
    EventType.THREATEN: -3.5,
    EventType.PROTEST: -5.0,
    EventType.SANCTION: -6.0,
    EventType.MOBILIZE: -5.5,
    EventType.COERCE: -7.0,
    EventType.ASSAULT: -9.0,
}

UNSPECIFIED = "UNSP"  # a chronicle's code for a party that its source does not name

HAPPENED = frozenset({Modality.ASSERTED, Modality.REPORTED})
PENDING = frozenset({Modality.PLANNED, Modality.POSSIBLE})


@dataclass(frozen=True, slots=True)
class Act:
    """An event that happened: its two sides under continued codes, its days and its score."""

    event: Event
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    start: date | None
    end: date | None
    score: float

    @property
    def sign(self) -> str:
        """Return cooperation, conflict or neutral."""
        if self.score > 0:
            return "cooperation"
        return "conflict" if self.score < 0 else "neutral"

    @property
    def disputed(self) -> bool:
        """Tell whether some text denies it."""
        return bool(self.event.disputed_by)

    @property
    def sources(self) -> int:
        """Return how many documents and named sources of the chronicle speak of it."""
        documents = {claim.document_id for claim in self.event.claims}
        return len(documents) + len({row.source for row in self.event.rows})

    @property
    def year(self) -> int | None:
        """Return the calendar year that holds the whole period, if there is one."""
        if self.start is None or self.end is None or self.start.year != self.end.year:
            return None
        return self.start.year

    @property
    def quarter(self) -> int | None:
        """Return the quarter (4 * year + 0 to 3) that holds the whole period, if there is one."""
        if self.start is None or self.end is None:
            return None
        first, last = quarter_of(self.start), quarter_of(self.end)
        return first if first == last else None


def happened(event: Event) -> bool:
    """Tell whether a chronicle row or an asserted, reported claim stands behind the event."""
    return bool(event.rows) or any(
        claim.modality in HAPPENED and not claim.negated for claim in event.claims
    )


def pending(event: Event) -> bool:
    """Tell whether nothing but plans or possibilities stand behind the event."""
    return not happened(event) and any(claim.modality in PENDING for claim in event.claims)


def acts(events: Iterable[Event], continued_by: Mapping[str, str] = CONTINUED_BY) -> list[Act]:
    """Return the events that happened as acts, ordered by day, undated ones last."""
    found = [_act(event, continued_by) for event in events if happened(event)]
    return sorted(found, key=lambda act: (act.start or date.max, act.end or date.max, act.event.id))


def _act(event: Event, continued_by: Mapping[str, str]) -> Act:
    """Set an event under continued codes."""
    return Act(
        event=event,
        actors=_continue(event.actors, continued_by),
        recipients=_continue(event.recipients, continued_by),
        start=event.when.start if event.when else None,
        end=event.when.end if event.when else None,
        score=PLOVER_SCORE[event.type],
    )


def _continue(codes: Iterable[str], continued_by: Mapping[str, str]) -> tuple[str, ...]:
    """Replace former codes by those that continue them, in order, each once; drop unnamed."""
    named = (code for code in codes if code != UNSPECIFIED)
    return tuple(dict.fromkeys(continued_by.get(code, code) for code in named))


def ties(act: Act) -> set[tuple[str, str]]:
    """Return the unordered pairs of codes (sorted tuples) that the act ties."""
    others = set(act.recipients) - set(act.actors)
    if not others:
        return {(a, b) for a in act.actors for b in act.actors if a < b}
    return {(min(a, b), max(a, b)) for a in act.actors for b in others if a != b}


def between(act: Act, pair: Dyad) -> bool:
    """Tell whether the act is a tie between the two states of the pair."""
    return (min(pair.a, pair.b), max(pair.a, pair.b)) in ties(act)


def quarter_of(day: date) -> int:
    """Return the quarter of a day as one whole number: 4 * year + 0 to 3."""
    return day.year * 4 + (day.month - 1) // 3


def quarter_name(quarter: int) -> str:
    """Return the ISO-like name of a quarter, such as 2024-Q2."""
    return f"{quarter // 4}-Q{quarter % 4 + 1}"


def quarter_days(quarter: int) -> tuple[date, date]:
    """Return the first and the last day of a quarter."""
    year, index = divmod(quarter, 4)
    following = date(year + (index == 3), (index + 1) % 4 * 3 + 1, 1)
    return date(year, index * 3 + 1, 1), following - timedelta(days=1)


def complete_until(happenings: Iterable[Act]) -> int:
    """Return the last year that the acts cover whole; 0 when none lies within one year.

    A last year whose last act lies before October may not be complete, and is left out.
    """
    last = max((act.start for act in happenings if act.start and act.year), default=None)
    if last is None:
        return 0
    return last.year if last.month >= 10 else last.year - 1
