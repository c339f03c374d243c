"""Claims and chronicle rows made ready for comparison, each with the passage around it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from math import log

from rapprochement.actors import Registry
from rapprochement.errors import UnknownState
from rapprochement.record.contradictions.lore import Act, act, acts
from rapprochement.terms import (
    CONTINUED_BY,
    ActorKind,
    ChronicleRow,
    Claim,
    EventType,
    Modality,
    Period,
    Quantity,
    Side,
)

CHRONICLE = "chronicle"
_BESIDE, _AFAR = 0.8, 0.6  # how much a key counts that stands in the sentence, in one about it
_AROUND = 2  # sentences before and after that give a passage its context
_UNSURE = {Modality.HYPOTHETICAL, Modality.OPINION, Modality.POSSIBLE}
_REJECTING = {"reject", "cancel", "deny", "break", "vote_against", "deny_version"}
# Families of acts for which the state named may be no more than the ground: 'signed in Geneva'.
_GROUNDED = {
    "sign", "meet", "visit", "agree", "open", "hold", "attack", "swap", "train", "exercise",
}  # fmt: skip
_QUOTE = 300  # characters of a quote


@dataclass(frozen=True, slots=True)
class Fact:
    """One claim, or one claim of a chronicle row, with what surrounds it.

    `stance` is did, did_not, planned or unsure. `near` is the date of the passage where the claim
    has none of its own. `reach` holds the codes of the whole sentence, `around` those of the
    sentences about it. `keys` gives each topic key the nearness in which it stands: 1 in the
    clause, less in the sentence, least in the sentences about, and less for keys that many sources
    share; `own` those of the clause. `firm` does the same for `near`. `everyday` holds the codes
    that most sources name, `crowd` grows to 1 with their number: the more is told of a pair of
    states, the less it says that two passages speak of that pair. `flags` are the telling words of
    the clause (first, new, only), `mood` those of the sentences about.
    """

    claim: Claim
    row: int | None
    act: Act
    stance: str
    actors: frozenset[str]
    recipients: frozenset[str]
    reach: frozenset[str]
    around: frozenset[str]
    keys: Mapping[str, float]
    own: frozenset[str]
    everyday: frozenset[str]
    crowd: float
    acts: frozenset[str]
    aims: frozenset[str]
    flags: frozenset[str]
    mood: frozenset[str]
    when: Period | None
    near: Period | None
    firm: float
    places: frozenset[str]
    sentence: int

    @property
    def codes(self) -> frozenset[str]:
        """Return everybody who takes part."""
        return self.actors | self.recipients

    @property
    def quantities(self) -> tuple[Quantity, ...]:
        """Return the figures of the claim."""
        return self.claim.quantities

    @property
    def source(self) -> str:
        """Return the document, or the row of the chronicle."""
        return self.claim.document_id if self.row is None else f"{CHRONICLE}#{self.row}"

    @property
    def side(self) -> Side:
        """Return the exact words, or the row."""
        if self.row is not None:
            return Side(CHRONICLE, self.claim.sentence, row=self.row)
        claim = self.claim
        at = claim.sentence.find(claim.evidence["type"][0].text) if "type" in claim.evidence else 0
        if len(claim.sentence) <= _QUOTE:
            first = sentence_start(claim)
            return Side(claim.document_id, claim.sentence, first, first + len(claim.sentence))
        first = sentence_start(claim)
        start, end = claim.start - first, claim.end - first
        if end - start > _QUOTE:
            start = max(0, min(at - _QUOTE // 2, len(claim.sentence) - _QUOTE))
            end = start + _QUOTE
        return Side(claim.document_id, claim.sentence[start:end], first + start, first + end)


def sentence_start(claim: Claim) -> int:
    """Return the offset of the claim's sentence in its document."""
    for spans in claim.evidence.values():
        for span in spans:
            place = -1
            while (place := claim.sentence.find(span.text, place + 1)) >= 0:
                first = span.start - place
                if first <= claim.start and claim.end <= first + len(claim.sentence):
                    return first
    return claim.start


@cache
def home(code: str) -> str:
    """Return the state an organisation belongs to, a former state's heir, else the code itself.

    'Moscow' in a text on 1961 is now read as the Soviet Union, now as Russia: no clash of actors.
    """
    code = CONTINUED_BY.get(code, code)
    try:
        actor = Registry.default().actor(code)
    except UnknownState:
        return code
    armed = actor.kind is ActorKind.ARMED_GROUP  # its deeds are not those of the army
    return code if armed else actor.state or code


def facts_of(claims: Iterable[Claim]) -> list[Fact]:
    """Return the facts of documents; each sees the sentences around it in its document."""
    by_document: dict[str, list[Claim]] = {}
    for claim in claims:
        by_document.setdefault(claim.document_id, []).append(claim)
    found: list[Fact] = []
    for name in sorted(by_document):
        found += _document(sorted(by_document[name], key=lambda c: (c.start, c.end, c.id)))
    return found


def facts_of_rows(rows: Sequence[ChronicleRow], told: Mapping[int, Sequence[Claim]]) -> list[Fact]:
    """Return the facts of chronicle rows: what their summaries say, on the row's day."""
    found = []
    for row in rows:
        doers, others = (frozenset(map(home, codes)) for codes in (row.actors, row.recipients))
        codes = doers | others
        claims = told.get(row.row, ())
        deeds = [c for c in claims if c.predicate in acts() and c.predicate != "measure"]
        for claim in claims:
            fact = _fact(claim, [claim, *claims], row.row)
            if deeds == [claim]:  # a row tells one happening: all its words are about it
                fact = replace(fact, own=fact.own | fact.keys.keys())
            if fact.actors == fact.recipients:  # nobody does it to himself: misread
                fact = replace(fact, actors=frozenset(), recipients=frozenset())
            found.append(
                replace(
                    fact,
                    # a row tells one happening: a number anywhere in it is the number of all of it
                    flags=fact.flags | {k for k in fact.mood if k.startswith("#id:")},
                    reach=fact.reach | codes,
                    around=fact.around | codes,
                    actors=fact.actors or doers,
                    recipients=fact.recipients or others - fact.actors,
                    when=_row_date(fact, row),
                    near=_row_date(fact, row),
                    firm=1.0,
                )
            )
    return found


def weighed(facts: Sequence[Fact]) -> list[Fact]:
    """Return the facts with keys and codes counted less the more sources share them."""
    sources = {f.source for f in facts}
    spread: dict[str, set[str]] = {}
    for fact in facts:
        for name in (*fact.own, *fact.codes):
            spread.setdefault(name, set()).add(fact.source)
    number = len(sources)
    crowd = min(1.0, max(0, number - 4) / 12)
    if not crowd:
        return list(facts)
    rare = {name: _rarity(len(found), number) for name, found in spread.items()}
    everyday = frozenset(n for n, found in spread.items() if len(found) > number / 4)
    return [
        replace(
            f,
            keys={k: near * (1 - crowd * (1 - rare.get(k, 1.0))) for k, near in f.keys.items()},
            everyday=everyday,
            crowd=crowd,
        )
        for f in facts
    ]


def _rarity(found: int, number: int) -> float:
    """Return 1 for a key of one or two sources, falling to 0.2 for one of all."""
    if found <= 2:
        return 1.0
    return max(0.2, 1.0 - log(found / 2) / log(max(number, 3) / 2))


def _row_date(fact: Fact, row: ChronicleRow) -> Period | None:
    """Return when the row puts a claim of its summary; what was not done has no such day."""
    when = fact.claim.when
    if fact.stance == "did_not" or fact.stance == "planned":
        return when if when is not None and not _inside(when, row.when) else None
    if row.type is EventType.REJECT and fact.act.name not in {
        "reject",
        "cancel",
        "deny",
        "break",
        "vote_against",
        "deny_version",
    }:
        return None
    return when if _inside(when, row.when) else row.when


def _inside(inner: Period | None, outer: Period) -> bool:
    if inner is None or inner.start is None or inner.end is None:
        return False
    return bool(outer.start and outer.end and outer.start <= inner.start and inner.end <= outer.end)


def _document(claims: list[Claim]) -> list[Fact]:
    sentences: list[str] = []
    numbers = []
    for claim in claims:
        if not sentences or sentences[-1] != claim.sentence:
            sentences.append(claim.sentence)
        numbers.append(len(sentences) - 1)
    found = []
    for claim, number in zip(claims, numbers, strict=True):
        about = [c for c, n in zip(claims, numbers, strict=True) if abs(n - number) <= _AROUND]
        found.append(_fact(claim, about, None, number))
    return found


def _fact(claim: Claim, about: Sequence[Claim], row: int | None, number: int = 0) -> Fact:
    # what is denied through a verb of denying is dated by the denial, if the date comes first
    denied = claim.modality is Modality.DENIED and not claim.negated
    when = None if denied and not _behind(claim) else claim.when
    near, firm = _nearest_date(claim, about)
    firm = 1.0 if when is not None else firm
    places = _finest(frozenset(map(_ground, filter(None, (claim.place or "").split("; ")))))
    actors, recipients = (
        frozenset(map(home, c)) if not _only_place(claim, places) else frozenset[str]()
        for c in (claim.actors, claim.recipients)
    )
    return Fact(
        claim=claim,
        row=row,
        act=act(claim.predicate),
        stance=_stance(claim),
        actors=actors,
        recipients=recipients,
        reach=_codes(c for c in about if c.sentence == claim.sentence),
        around=_codes(about),
        keys=_keys(claim, about),
        own=frozenset(k for k in (*claim.topic, *("~" + n for n in claim.names)) if k[:1] in "~="),
        everyday=frozenset(),
        crowd=0.0,
        acts=frozenset(k[4:] for k in claim.topic if k.startswith("act:")),
        aims=frozenset(k[3:] for k in claim.topic if k.startswith("do:")),
        flags=frozenset(k for k in claim.topic if k.startswith("#"))
        | {"#anniversary" for c in about if "#anniversary" in c.topic},
        mood=frozenset(k for c in about for k in c.topic if k.startswith("#")),
        when=when,
        near=when or near,
        firm=firm,
        places=places,
        sentence=number,
    )


def _behind(claim: Claim) -> bool:
    """Return whether the date stands behind the act: 'denied that it had spied in 2022'."""
    when, acts = (claim.evidence.get(part, ()) for part in ("when", "type"))
    return bool(when and acts) and when[0].start > acts[0].start


def _ground(place: str) -> str:
    """Return a place key with the state that the ground belongs to now."""
    state, slash, name = place.partition("/")
    return (home(state) if state else state) + slash + name


def _finest(places: frozenset[str]) -> frozenset[str]:
    """Leave out whole states where a place in one is named: 'près de Homs, en Syrie'."""
    fine = frozenset(p for p in places if not p.endswith("/"))
    return fine or places


def _only_place(claim: Claim, places: frozenset[str]) -> bool:
    """Return whether the only party named is the ground on which it happened."""
    codes = {*claim.actors, *claim.recipients}
    here = {p.split("/")[0] for p in places if not p.endswith("/")}
    return act(claim.predicate).family in _GROUNDED and codes != set() and codes <= here


def _codes(claims: Iterable[Claim]) -> frozenset[str]:
    return frozenset(home(k) for c in claims for k in (*c.actors, *c.recipients))


def _keys(claim: Claim, about: Sequence[Claim]) -> dict[str, float]:
    found: dict[str, float] = {}
    for other in about:
        near = _AFAR if other.sentence != claim.sentence else _BESIDE
        near = 1.0 if other is claim else near
        for name in (*other.topic, *("~" + n for n in other.names)):
            if name[:1] in "~=":
                found[name] = max(near, found.get(name, 0.0))
    return found


def _stance(claim: Claim) -> str:
    if claim.modality in _UNSURE:
        return "unsure"
    if claim.negated or claim.modality is Modality.DENIED:
        return "did_not"
    return "planned" if claim.modality is Modality.PLANNED else "did"


def _nearest_date(claim: Claim, about: Sequence[Claim]) -> tuple[Period | None, float]:
    """Return the date told nearest to a claim, and how much it may be its own."""
    dated = [c for c in about if c.when is not None and c.modality not in _UNSURE]
    near = sorted(
        dated, key=lambda c: (c.sentence != claim.sentence, abs(c.start - claim.start), c.start)
    )
    if not near:
        return None, 0.0
    return near[0].when, 0.8 if near[0].sentence == claim.sentence else 0.55
