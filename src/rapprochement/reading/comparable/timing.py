"""When each act of a sentence is said to have happened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from rapprochement.reading.anchors import Distance
from rapprochement.reading.comparable.clauses import Clauses, Head
from rapprochement.reading.comparable.words import DECLARING, UNTIL, WHEN
from rapprochement.reading.syntax import clause_of
from rapprochement.reading.verbs import is_verb
from rapprochement.terms import Claim, DateMention, Modality, Period, Precision, Resolution

if TYPE_CHECKING:
    from rapprochement.reading.tree import Word


class Timing(Clauses):
    """A sentence whose dates are given to the acts they tell of."""

    def assign(self, heads: list[Head]) -> dict[int, list[DateMention]]:
        """Return the dates that tell when, by the token index of the act each belongs to."""
        found: dict[int, list[DateMention]] = {}
        by_index = {h.token.i: h for h in heads}
        for date in self.dates:
            if date.period is None or date.value.endswith("_REF") or not self._tells_when(date):
                continue
            root = self._root(date)
            if root is None:
                continue
            event = self._anchored(root.i)
            owner = self._owner(root, by_index, event)
            if owner is not None:
                found.setdefault(owner, []).append(date)
        return found

    def _tells_when(self, date: DateMention) -> bool:
        if date.type in {"DATE", "TIME"}:
            return True
        if date.type == "DURATION" and self.document.text[: date.start].lower().rstrip().endswith(
            "il y a"
        ):
            return True
        marks = [d for d in self.distances if not d.anchor.event.text]
        here = {self.scene.offset + self.scene.sentence[d.first].idx for d in marks}
        return date.type == "DURATION" and date.start in here

    def _root(self, date: DateMention) -> Word | None:
        offset = self.scene.offset
        span = self.scene.sentence.covering(date.start - offset, date.end - offset)
        return span.root if span is not None else None

    def _owner(self, root: Word, heads: Mapping[int, Head], event: Distance | None) -> int | None:
        inside = (
            (lambda i: event.marker < i <= event.last)
            if event
            else (lambda i: self._anchored(i) is None)
        )
        node = root
        while node.head != node:
            node = node.head
            if node.i in heads and inside(node.i):
                return node.i
        near = sorted((abs(i - root.i), i) for i in heads if inside(i))
        return near[0][1] if near else None

    def _when(
        self, head: Head, heads: list[Head], dates: Mapping[int, list[DateMention]]
    ) -> DateMention | None:
        own = list(dates.get(head.token.i, ()))
        above = clause_of(head.token) if not is_verb(head.token) else head.token
        if not own and above != head.token and self._light(above, head.token):
            own = list(dates.get(above.i, ()))
        if not own and is_verb(head.token):
            for child in head.token.children:
                if child.i in dates and self._light(head.token, child):
                    own = dates[child.i]
        above = head.token.head
        temporal = head.token.dep_ in {"advcl", "relcl", "acl:relcl"} and any(
            c.lower_ in WHEN for c in head.token.subtree if c.i < head.token.i
        )
        if not own and above != head.token:
            ordered = head.token.dep_ == "ccomp" and above.lemma_.lower() in DECLARING
            if (ordered or head.token.dep_ in {"conj", "xcomp"}) and is_verb(above):
                own = list(dates.get(above.i, ()))
            elif temporal:
                own = list(dates.get(clause_of(above).i, ()))
        if not own and self._stands_for_root(head, heads):
            own = list(dates.get(self.scene.sentence.root.i, ()))
        return min(own, key=_coarseness) if own else None

    def _stands_for_root(self, head: Head, heads: list[Head]) -> bool:
        """Return whether a root that is no act, or a cleft 'it was', has its date for this act."""
        root = self.scene.sentence.root
        told = [h for h in heads if h.token != root and not h.act.startswith(("~", "measure"))]
        if not told or told[0] != head:
            return False
        return root.pos_ not in {"VERB", "AUX"} or self._is_cleft()

    def _is_cleft(self) -> bool:
        """'It was in Lisbon that ...', 'C'est à Lisbonne que ...': the clause below tells all."""
        words = [t.lower_ for t in self.scene.sentence]
        return (
            words[:1] == ["it"] and words[1:2] in [["was"], ["is"]] and "that" in words[3:]
        ) or (words[:1] in [["c'"], ["ce"]] and bool({"que", "qu'", "qui"} & set(words[3:])))

    def _unanchored(self, claim: Claim) -> Period | None:
        """Return the date the reader gave, unless a distance is counted from it."""
        spans = claim.evidence.get("when", ())
        marks = [d.anchor.event for d in self.distances]
        anchored = any(m.start <= s.start and s.end <= m.end for s in spans for m in marks)
        return None if anchored else claim.when

    def _bears(self, token: Word, distance: Distance, heads: list[Head]) -> bool:
        """Return whether a distance tells of the act: it is the head nearest above the marker."""
        verb = self.scene.sentence[distance.marker]
        if verb.pos_ == "VERB" and not distance.anchor.event.text:  # 'Bern followed'
            return token == verb
        if verb.pos_ == "VERB":  # 'A preceded B' is told of A
            return token.head == verb and token.dep_.startswith("nsubj")
        outside = {h.token.i: h for h in heads if not distance.marker <= h.token.i <= distance.last}
        node = self.scene.sentence[distance.marker]
        while node.head != node:
            node = node.head
            if node.i in outside:
                return node.i == token.i
        root = self.scene.sentence.root
        return token == root or (root.i not in outside and token.i == min(outside, default=-1))

    def _until(self, date: DateMention) -> bool:
        before = self.document.text[: date.start].lower().replace("’", "'").split()[-2:]
        return any(w in UNTIL or w.startswith("jusqu'") for w in before)

    def _to_the_day(self, date: DateMention) -> Period | None:
        """'Ten years ago to the day' is a day, where the publication has one."""
        period, published = date.period, self.document.published
        after = self.document.text[date.end : date.end + 20].lower().lstrip()
        if period is None or period.start is None or published is None or published.start is None:
            return period
        if published.start != published.end or not after.startswith(
            ("jour pour jour", "ago to the day")
        ):
            return period
        try:
            day = published.start.replace(year=period.start.year)
        except ValueError:  # 29 February
            return period
        return replace(period, start=day, end=day, precision=Precision.DAY)

    def _past(self, period: Period | None, claim: Claim) -> Period | None:
        """Put a day without a year back before publication where the act is told as done."""
        published = self.document.published
        if (
            period is None
            or period.start is None
            or period.end is None
            or published is None
            or published.end is None
            or period.resolved is not Resolution.PUBLICATION
            or claim.modality not in {Modality.ASSERTED, Modality.REPORTED, Modality.DENIED}
            or period.start <= published.end
            or (period.start - published.end).days < 60
        ):
            return period
        try:
            start, end = (d.replace(year=d.year - 1) for d in (period.start, period.end))
        except ValueError:  # 29 February
            return period
        return replace(period, start=start, end=end)


def _coarseness(date: DateMention) -> int:
    period: object = date.period
    order = ("day", "week", "month", "season", "quarter", "year", "decade", "era")
    return order.index(date.period.precision.value) if date.period is not None and period else 9
