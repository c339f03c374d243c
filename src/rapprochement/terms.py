"""The words of the house: frozen types shared by every room, with no logic to speak of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any


class Precision(StrEnum):
    """How finely a period is known, from finest to coarsest."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    QUARTER = "quarter"
    YEAR = "year"
    DECADE = "decade"
    ERA = "era"


class Resolution(StrEnum):
    """How the days of a period were found."""

    EXPLICIT = "explicit"
    PUBLICATION = "publication"  # relative to the day of publication
    EVENT = "event"  # relative to another event of the text
    INHERITED = "inherited"  # taken over from an earlier date of the text


class EventType(StrEnum):
    """The 16 PLOVER types."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    CONCEDE = "CONCEDE"
    COOPERATE = "COOPERATE"
    AID = "AID"
    RETREAT = "RETREAT"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    SANCTION = "SANCTION"
    MOBILIZE = "MOBILIZE"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"


class Domain(StrEnum):
    """The field of the relation an act belongs to."""

    DIPLOMATIC = "diplomatic"
    MILITARY = "military"
    ARMS = "arms"
    ECONOMIC = "economic"
    ENERGY = "energy"
    FOOD_HUMANITARIAN = "food_humanitarian"
    FINANCE = "finance"
    TECHNOLOGY_SPACE = "technology_space"
    TRANSPORT_INFRASTRUCTURE = "transport_infrastructure"
    INFORMATION = "information"
    TERRITORY = "territory"


class Modality(StrEnum):
    """How far the text itself stands behind what it says."""

    ASSERTED = "asserted"
    REPORTED = "reported"
    DENIED = "denied"
    PLANNED = "planned"
    POSSIBLE = "possible"
    HYPOTHETICAL = "hypothetical"
    OPINION = "opinion"


class ContradictionKind(StrEnum):
    """What two claims about one event disagree on."""

    DATE = "date"
    ACTOR = "actor"
    ACTION = "action"
    QUANTITY = "quantity"
    PLACE = "place"
    DENIAL = "denial"
    EXISTENCE = "existence"
    ORDER = "order"


class ActorKind(StrEnum):
    """What sort of actor a code names."""

    STATE = "state"
    ORGANISATION = "organisation"
    ARMED_GROUP = "armed_group"
    PARTY = "party"
    MEDIA = "media"
    COLLECTIVE = "collective"


@dataclass(frozen=True, slots=True)
class Span:
    """Words of a document: character offsets into its text, end excluded."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of a document. `kind` is title, byline, heading, body, contents or shell."""

    start: int
    end: int
    kind: str
    heading: str | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """An interval of whole days, both ends included, with its precision and origin.

    `certainty` is unitless, in [0, 1]: 1 when the words leave no choice.
    """

    start: date | None
    end: date | None
    precision: Precision
    text: str = ""
    resolved: Resolution = Resolution.EXPLICIT
    certainty: float = 1.0

    @property
    def label(self) -> str:
        """Return the ISO form that shows no more than is known: 2024-06-19, 2024-06, 2024."""
        if self.start is None or self.end is None:
            return self.text
        if self.start == self.end:
            return self.start.isoformat()
        first, last = self.start.isoformat(), self.end.isoformat()
        if self.start.day == 1 and (self.end + timedelta(days=1)).day == 1:
            if first[:7] == last[:7]:
                return first[:7]
            if (first[5:], last[5:]) == ("01-01", "12-31") and first[:4] == last[:4]:
                return first[:4]
        return f"{first}/{last}"


@dataclass(frozen=True, slots=True)
class DateMention:
    """A temporal expression: offsets in the document, TIMEX3 type and value, and its period.

    `type` is DATE, TIME, DURATION or SET (ISO-TimeML). `period` is None for sets, bare durations
    and dates that nothing resolves.
    """

    start: int
    end: int
    text: str
    type: str
    value: str
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """A state, organisation, armed group, medium or collective, with the days it existed.

    `code` is ISO 3166 alpha-3 for states (SUN, DDR, YUG ... for former ones), else a short
    upper-case name. `state` is the state an organisation belongs to, None for international ones.
    """

    code: str
    kind: ActorKind
    name_en: str
    name_fr: str
    since: date | None = None
    until: date | None = None
    state: str | None = None
    cow: int | None = None
    gw: int | None = None
    members: tuple[str, ...] = ()
    parent: str | None = None  # the organisation this one is a part of
    article_fr: str = ""  # la, le, l' or les; empty when the name takes none (Cuba, Israël)


@dataclass(frozen=True, slots=True)
class Dyad:
    """Ordered pair of state codes."""

    a: str
    b: str


@dataclass(frozen=True, slots=True)
class Document:
    """A text as given. Offsets elsewhere point into `text`, which is never altered."""

    id: str
    text: str
    language: str
    published: Period | None = None
    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    url: str | None = None
    sections: tuple[Section, ...] = ()
    notes: tuple[str, ...] = ()  # what was inferred or could not be read, in words


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with what it counts. `bound` is exact, about, at_least or at_most."""

    value: float
    unit: str | None  # canonical: tonne, USD, percent ... None when things are counted
    counted: str | None  # concept or lemma of the thing counted: soldier, death, vote
    bound: str
    span: Span


@dataclass(frozen=True, slots=True)
class Anchor:
    """A stated distance to another event: 'two weeks after the summit'.

    `relation` is before or after; `days` the shortest and longest distance in days, None when
    only the order is told; `event` the words that name the other event.
    """

    relation: str
    days: tuple[int, int] | None
    event: Span
    concepts: tuple[str, ...] = ()
    when: Period | None = None  # of the other event, where the words give it


@dataclass(frozen=True, slots=True)
class Claim:
    """What one passage says that somebody did to somebody.

    `start` and `end` bound the clause. `actors` and `recipients` are codes valid on the day.
    `type` is None for a statement outside PLOVER that is kept only to be compared with others
    (a vote count, a length, an opening date); `rapprochement.read` does not give those.
    `evidence` maps each part (type, actors, when, modality ...) to the words that triggered it.
    """

    id: str
    document_id: str
    start: int
    end: int
    sentence: str
    language: str
    type: EventType | None
    mode: str | None
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    when: Period | None
    domain: Domain | None
    quantities: tuple[Quantity, ...]
    place: str | None
    speakers: tuple[str, ...]
    modality: Modality
    confidence: float
    negated: bool = False
    predicate: str = ""  # concept of the act (sign, meet, expel), else its lemma
    topic: tuple[str, ...] = ()  # concepts and lemmas of what the act is about
    names: tuple[str, ...] = ()  # proper names in the clause that are no known actor
    contexts: tuple[str, ...] = ()  # PLOVER contexts
    anchors: tuple[Anchor, ...] = ()
    section: str | None = None
    evidence: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)

    @property
    def quantity(self) -> Quantity | None:
        """Return the first quantity, if any."""
        return self.quantities[0] if self.quantities else None

    @property
    def cameo_root(self) -> str | None:
        """Return the CAMEO root (two digits) the type corresponds to."""
        return CAMEO_ROOT.get(self.type) if self.type else None


@dataclass(frozen=True, slots=True)
class ChronicleRow:
    """A dated fact of a chronicle file. `row` is its index from 0."""

    row: int
    when: Period
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    type: EventType | None
    summary_en: str
    summary_fr: str
    source: str
    reference: str
    confidence: str
    speakers: tuple[str, ...] = ()
    domain: Domain | None = None  # read from the summary, where the file has no such column
    notes: tuple[str, ...] = ()  # an older type name mapped, columns not read


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a contradiction: exact words of a document, or a row of the chronicle."""

    document_id: str
    quote: str
    start: int | None = None
    end: int | None = None
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two sides that cannot both be right. `status` is certain, probable or disputed.

    `reason` maps a language (en, fr) to one line; a denial is a dispute, not an error.
    """

    kind: ContradictionKind
    status: str
    a: Side
    b: Side
    reasons: Mapping[str, str]

    @property
    def reason(self) -> str:
        """Return the reason in English, or in whatever language there is."""
        return self.reasons.get("en") or next(iter(self.reasons.values()), "")


@dataclass(frozen=True, slots=True)
class Event:
    """One happening, with everything said of it: who supports it, who disputes it."""

    id: str
    type: EventType
    when: Period | None
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    domain: Domain | None
    claims: tuple[Claim, ...] = ()
    rows: tuple[ChronicleRow, ...] = ()
    disputed_by: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class Indicator:
    """One yearly figure of a named source; conflicting figures stand side by side."""

    name: str
    reporter: str
    partner: str
    year: int
    value: float
    unit: str
    source: str
    confidence: str
    low: float | None = None  # a range was given: its bounds; `value` is then its middle
    high: float | None = None
    written: str = ""  # the value as the file has it, when that was no bare number


@dataclass(frozen=True, slots=True)
class Material:
    """Everything a dossier is set from: finished results, computed elsewhere."""

    pair: Dyad
    language: str
    title: str
    documents: tuple[Document, ...]
    events: tuple[Event, ...]
    contradictions: tuple[Contradiction, ...]
    indicators: tuple[Indicator, ...] = ()
    series: Mapping[str, Any] = field(default_factory=dict)  # tables from measures, by name
    actors: Mapping[str, Actor] = field(default_factory=dict)  # every code used, with its names
    version: str = ""
    request: Mapping[str, Any] = field(default_factory=dict)


# Former states counted with the one that continues them (Correlates of War, State System v2016).
CONTINUED_BY: Mapping[str, str] = {"SUN": "RUS", "YUG": "SRB", "SCG": "SRB"}

CAMEO_ROOT: Mapping[EventType, str] = {
    EventType.AGREE: "03", EventType.CONSULT: "04", EventType.SUPPORT: "05",
    EventType.COOPERATE: "06", EventType.AID: "07", EventType.CONCEDE: "08",
    EventType.RETREAT: "08", EventType.REQUEST: "10", EventType.ACCUSE: "11",
    EventType.REJECT: "12", EventType.THREATEN: "13", EventType.PROTEST: "14",
    EventType.MOBILIZE: "15", EventType.SANCTION: "16", EventType.COERCE: "17",
    EventType.ASSAULT: "18",
}  # fmt: skip
