"""What an expression of time means before it is resolved: small frozen types."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Calendar:
    """A place in the calendar, with what the words leave out as None.

    `weekday` is 1 (Monday) to 7; `season` SP SU FA WI; `part` start, mid, end, or h1 and h2 for
    the halves; `daypart` MO MI AF EV NI; `hour` 0-24. `direction` is -1 (last), 0 (this),
    +1 (next), None (not said).
    `era` is "first/last" year; `holiday` a rule of `calendars.holiday`. `us_order` marks a
    numeric date whose month may stand first.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    week: int | None = None
    quarter: int | None = None
    half: int | None = None
    season: str | None = None
    decade: int | None = None
    century: int | None = None
    holiday: str | None = None
    era: str | None = None
    part: str | None = None
    daypart: str | None = None
    hour: int | None = None
    minute: int | None = None
    second: int | None = None
    direction: int | None = None
    overnight: bool = False  # a night that ends on the next day
    week_of: bool = False  # "la semaine du 14 mai": the week around the day
    year_offset: int | None = None  # "June last year": years from publication
    same_day: bool = False  # "le matin même": the day the text is about
    ambiguous: bool = False  # more than one reading of the figures
    label: str | None = None  # FY or SY: a fiscal or school year, whose days differ by country
    further: int = 0  # "two Mondays from now": one week more than the next
    weekend: bool = False  # "le week-end de Pâques": the weekend at the holiday


@dataclass(frozen=True, slots=True)
class Shift:
    """A unit a number of units away from an anchor: hier, la semaine dernière, 3 days later.

    `anchor` is publication or text (the last date the text was about). `part` is start, mid or end,
    or past or rest: what of the unit lies before or after publication. `amount` None means
    an unknown number. `as_length` marks expressions whose words are only the distance
    ("il y a [trois ans]"): TimeML gives them a duration as value.
    """

    amount: float | None
    unit: str
    anchor: str = "publication"
    part: str | None = None
    daypart: str | None = None
    weekday: int | None = None
    day: int | None = None  # "the 8th of next month"
    hour: int | None = None
    minute: int | None = None
    as_length: bool = False
    extra: tuple[tuple[float, str], ...] = ()  # one month and 21 days ago
    forward: bool = False  # "in two years": ahead of publication, unless the tense is past
    sign: int = 1  # direction when the amount is unknown


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some units up to, or from, an anchor: ces dernières 24 heures, the next three months."""

    amount: float | None
    unit: str
    sign: int
    anchor: str = "publication"
    started: bool = False  # "depuis trois ans": from then until now, running
    extra: tuple[tuple[float, str], ...] = ()  # the last three months and two weeks


@dataclass(frozen=True, slots=True)
class Length:
    """A duration: trois ans, about an hour. `value` is given when the noun says it all."""

    amount: float | None
    unit: str
    value: str | None = None
    extra: tuple[tuple[float, str], ...] = ()  # an hour and ten minutes


@dataclass(frozen=True, slots=True)
class Nth:
    """Units counted inside a longer one: the second week of May, the last two months of 2021.

    `place` counts from 1, or from -1 at the end; `whole` is the longer unit, None where the
    text names none that is known (the third day [of the siege]).
    """

    place: int
    unit: str
    count: int = 1
    weekday: int | None = None
    whole: Calendar | Shift | None = None


@dataclass(frozen=True, slots=True)
class Repeated:
    """A set of times, by its TIMEX3 value: P1W, XXXX-WXX-2."""

    value: str


@dataclass(frozen=True, slots=True)
class Vague:
    """PRESENT_REF, PAST_REF or FUTURE_REF."""

    value: str


Meaning = Calendar | Shift | Stretch | Length | Nth | Repeated | Vague


@dataclass(frozen=True, slots=True)
class Found:
    """A meaning and the tokens that say it (first and last, both included)."""

    first: int
    last: int
    meaning: Meaning
    series: int = 0  # found by one rule with others: an enumeration or a range
    bounds: bool = False  # with the next one, the ends of a range
