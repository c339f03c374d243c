"""What a yes or no forecast says: its probability, what it rests on, how earlier ones came true."""

from __future__ import annotations

from dataclasses import dataclass

from rapprochement.forecasts.calibration import Bin

MODEL, BASE_RATE = "model", "base rate"


@dataclass(frozen=True, slots=True)
class Cited:
    """One past event and what it adds to the expected number.

    `kind` is "same" (the same act by the same side), "other" (another act of that side),
    "answered" (the same act by the other side) or "answered other".
    """

    subject: int
    relation: int
    object: int
    day: int
    kind: str
    added: float


@dataclass(frozen=True, slots=True)
class Chance:
    """The forecast of an act of a type by `subject` towards `object` in day .. day + horizon - 1.

    Attributes
    ----------
    probability
        Of at least one such act: that of the model pooled with the pair's own rate
        (`Outlook.own`), calibrated.
    base_rate
        Share of past windows with such an act, over the looked-at pairs that had at least one
        event of any type, either way, before the window.
    pair_rate
        Share of this pair's own past windows with such an act; None when the pair has no event.
    events
        Past events of the pair, any type, both ways.
    basis
        "model", or "base rate" with fewer than `Conventions.least` events: then the probability
        is the share of past windows of pairs with as little history.
    background
        Expected number that no past event of the pair adds.
    reasons
        All past events that add something, the largest first; with the background they sum to
        `expected`, the number before calibration. None when the basis is the base rate.
    """

    subject: int
    relation: int
    object: int
    day: int
    horizon: int
    probability: float
    base_rate: float
    pair_rate: float | None
    events: int
    basis: str
    background: float
    reasons: tuple[Cited, ...]

    @property
    def expected(self) -> float:
        """Return the expected number of acts in the window, before calibration."""
        return self.background + sum(each.added for each in self.reasons)


@dataclass(frozen=True, slots=True)
class Track:
    """How forecasts of a relation made on earlier days came true, each from its own past.

    `brier` is of the forecasts, `brier_base` of the base rate and `brier_pair` of the pair's own
    rate, mixed with the base rate, on the same cases.
    """

    relation: int
    cases: int
    happened: int
    brier: float
    brier_base: float
    brier_pair: float
    bins: tuple[Bin, ...]
