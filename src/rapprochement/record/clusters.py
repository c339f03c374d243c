"""Gather mentions into events: find the few events that a mention may belong to, take the best.

Events are looked up by type and parties, and then by days where these say enough, else by the
words that must be shared. So the work grows with the number of claims, not with its square.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, combinations

from rapprochement.record.likeness import (
    NEIGHBOURS,
    NEVER,
    OTHER_FIGURES,
    SAME_ACT,
    SAME_WORDS,
    fits,
    frame,
    sentences,
)
from rapprochement.record.mentions import ANYTHING, Mention, Profile, profile, widen
from rapprochement.record.wording import Rarity
from rapprochement.terms import EventType

CLEARLY = 0.9  # by how much one event must fit better when a mention has one party, or no day
CROWD = 12  # events of one sort and mark; of more, a vague mention does not see them all
FEW = 8  # sentences that a word stands in, to find others by it
STRETCH = 8  # days that are looked up together

Block = tuple[EventType, str, str]  # type and two parties, or one party and one of these:
SOME = ""  # among the parties
ALONE = "alone"  # the only party


@dataclass(eq=False, slots=True)
class Cluster:
    """An event in the making: its members in the order in which they joined.

    It stays filed under the days of its first member; those of all lie within.
    """

    profile: Profile
    days: tuple[int, int]
    vague: bool
    supports: list[Mention] = field(default_factory=list)
    disputes: list[Mention] = field(default_factory=list)
    marks: set[str] = field(default_factory=set)


@dataclass(slots=True)
class _Shelf:
    """Events of one block. Those with known days stand under them; all stand under their marks."""

    by_days: dict[int, list[Cluster]] = field(default_factory=dict)
    by_mark: dict[str, list[Cluster]] = field(default_factory=dict)
    vague_by_mark: dict[str, list[Cluster]] = field(default_factory=dict)

    def file(self, cluster: Cluster, marks: Iterable[str], *, first: bool) -> None:
        """Add an event; `first` when this shelf did not hold it yet, under other marks."""
        if first and not cluster.vague:
            for stretch in _stretches(cluster.days):
                self.by_days.setdefault(stretch, []).append(cluster)
        for mark in marks:
            self.by_mark.setdefault(mark, []).append(cluster)
            if cluster.vague:
                self.vague_by_mark.setdefault(mark, []).append(cluster)

    def near(self, mention: Mention, marks: frozenset[str]) -> Iterator[Sequence[Cluster]]:
        """Give lists of events that a mention may tell; some events stand in several."""
        marked = self.by_mark
        if not mention.vague:
            for stretch in _stretches(mention.days):
                yield self.by_days.get(stretch, ())
            marked = self.vague_by_mark
        if ANYTHING in marks:
            yield list(chain.from_iterable(marked.values()))
        else:
            for mark in (*marks, ANYTHING):
                yield marked.get(mark, ())


class Clusters:
    """All events in the making."""

    def __init__(self, rarity: Rarity) -> None:
        self._rarity = rarity
        self.made: list[Cluster] = []
        self._shelves: dict[Block, _Shelf] = {}
        self._by_document: dict[tuple[EventType, str], list[Cluster]] = {}
        self._by_word: dict[tuple[EventType, str], list[Cluster]] = {}

    def place(self, mention: Mention) -> None:
        """Let a mention join the one event it fits best, or found its own."""
        marks = mention.marks
        chosen = self._best(mention, marks)
        if chosen is None:
            chosen = Cluster(profile(mention), mention.days, mention.vague, marks=set(marks))
            self.made.append(chosen)
            self._file(chosen, _blocks(mention.type, mention.parties), marks, first=True)
        else:
            self._join(chosen, mention, marks)
        type = chosen.profile.type
        self._by_document.setdefault((type, mention.document), []).append(chosen)
        for word in self._rarity.few(mention.wording.words, FEW):
            self._by_word.setdefault((type, word), []).append(chosen)
        (chosen.disputes if mention.disputes else chosen.supports).append(mention)

    def _join(self, cluster: Cluster, mention: Mention, marks: frozenset[str]) -> None:
        known = _blocks(cluster.profile.type, cluster.profile.parties)
        parties, added = cluster.profile.parties, marks - cluster.marks
        widen(cluster.profile, mention)
        self._file(cluster, known, added, first=False)
        cluster.marks |= added
        if cluster.profile.parties != parties:
            now = _blocks(cluster.profile.type, cluster.profile.parties)
            new = [block for block in now if block not in known]
            self._file(cluster, new, cluster.marks, first=True)

    def _file(
        self, cluster: Cluster, blocks: Iterable[Block], marks: Iterable[str], *, first: bool
    ) -> None:
        for block in blocks:
            self._shelves.setdefault(block, _Shelf()).file(cluster, marks, first=first)

    def _best(self, mention: Mention, marks: frozenset[str]) -> Cluster | None:
        """Return the event that fits clearly best; None when none or several about equally do."""
        candidates, crowded = self._candidates(mention, marks)
        rated = []
        most = NEVER
        for cluster in candidates:
            if fits(mention, cluster.profile):
                score, least = frame(mention, cluster.profile, self._rarity)
                if score > NEVER:
                    rated.append((score, least, cluster))
                    most = max(most, score) if score > least else most
        best, second, chosen = NEVER, SAME_ACT if crowded else NEVER, None
        for score, least, cluster in rated:
            if score + SAME_WORDS + CLEARLY < most:  # whatever the sentences share
                continue
            if len(rated) > 1 or score + OTHER_FIGURES <= least:
                score += sentences(mention, cluster.profile, self._rarity)
            if score > best and score > least:
                best, second, chosen = score, max(best, second), cluster
            elif score > least:
                second = max(second, score)
        margin = CLEARLY if len(mention.parties) < 2 or not mention.dated else 0.0
        return chosen if best > second + margin else None

    def _candidates(self, mention: Mention, marks: frozenset[str]) -> tuple[set[Cluster], bool]:
        """Return the events worth a look, and whether many more share the act or the matter.

        What many events share does not choose between them: a vague mention then needs more, and
        is looked up by the words and the text that it shares with few.
        """
        found: set[Cluster] = set()
        vague = mention.vague and not mention.summary
        crowded = False
        types = (mention.type, *NEIGHBOURS.get(mention.type, ()))
        for type in types:
            for block in _lookups(type, mention.parties):
                shelf = self._shelves.get(block)
                for clusters in shelf.near(mention, marks) if shelf else ():
                    if vague and len(clusters) > CROWD:
                        crowded = True
                    else:
                        found.update(clusters)
        if crowded:
            found.update(self._told_alike(mention, types))
        elif len(found) > CROWD and ANYTHING not in marks:
            known = marks | {ANYTHING}
            found = {cluster for cluster in found if not known.isdisjoint(cluster.marks)}
        return found, crowded

    def _told_alike(self, mention: Mention, types: Iterable[EventType]) -> Iterator[Cluster]:
        words = self._rarity.few(mention.wording.words, FEW)
        for type in types:
            yield from self._by_document.get((type, mention.document), ())
            for word in words:
                yield from self._by_word.get((type, word), ())


def _stretches(days: tuple[int, int]) -> range:
    return range(days[0] // STRETCH, days[1] // STRETCH + 1)


def _blocks(type: EventType, parties: frozenset[str]) -> list[Block]:
    """Return where an event is filed: under each party and each pair."""
    names = sorted(parties)
    alone = [(type, names[0], ALONE)] if len(names) == 1 else []
    return alone + [(type, name, SOME) for name in names] + _pairs(type, names)


def _lookups(type: EventType, parties: frozenset[str]) -> list[Block]:
    """Return where to look: one side's parties contain the other's, so a name or pair is shared."""
    names = sorted(parties)
    if len(names) == 1:
        return [(type, names[0], SOME)]
    return _pairs(type, names) + [(type, name, ALONE) for name in names]


def _pairs(type: EventType, names: Sequence[str]) -> list[Block]:
    return [(type, a, b) for a, b in combinations(names, 2)]
