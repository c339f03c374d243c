"""Tables to a history: for every year who was there, who was tied, and what else is known."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import polars as pl
from numpy.typing import NDArray

from rapprochement.errors import ScenarioInputError
from rapprochement.scenarios.ties.filling import carried, intervals, pair_years, state_years
from rapprochement.scenarios.ties.given import DUTIES, Given

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]
State = Hashable


@dataclass(frozen=True, slots=True)
class Conventions:
    """Choices on which the figures depend; every result repeats them.

    Attributes
    ----------
    duties
        A pair is tied in a year when one side owes the other any of these. Defence by default:
        the costliest promise (Leeds 2003). A tie is counted by pair: a pact of five states that
        enters into force makes ten ties at once.
    since
        First year used. 1946 by default.
    memory
        Years a militarised dispute is remembered as hostility, its own year included.
    carry
        Years a last known figure stands in for missing ones after it; then it is missing.
    """

    duties: tuple[str, ...] = ("defense",)
    since: int = 1946
    memory: int = 5
    carry: int = 5

    def __post_init__(self) -> None:
        """Check the values. Raises ScenarioInputError."""
        wrong = [duty for duty in self.duties if duty not in DUTIES]
        if wrong or not self.duties:
            raise ScenarioInputError(
                f"No duty {', '.join(wrong) or 'was named'}. There are: {', '.join(DUTIES)}."
            )
        if self.memory < 1 or self.carry < 0:
            raise ScenarioInputError("memory is at least one year, carry at least none.")


@dataclass(frozen=True, slots=True)
class Scene:
    """All that the model knows of one year; n states in the order of `states`.

    `ties`, `clock`, `before`: shape (n, n), tied now; years in the present condition; tied in an
    earlier spell. `pair`: named (n, n) arrays, `own`: named (n,) arrays; NaN is unknown.
    """

    year: int
    states: tuple[State, ...]
    ties: Flags
    clock: Array
    before: Flags
    pair: Mapping[str, Array]
    own: Mapping[str, Array]

    def place(self, state: State) -> int:
        """Return the place of a state. Raises ScenarioInputError when it is not there."""
        if state not in self.states:
            raise ScenarioInputError(
                f"{state!r} is no state of {self.year} in these tables. There are: "
                f"{', '.join(map(str, self.states[:8]))} ... ({len(self.states)})."
            )
        return self.states.index(state)

    def with_ties(self, ties: Flags) -> Scene:
        """Return the scene of the same year with other ties: the clocks of changed pairs restart.

        A pair whose tie is dropped counts as tied before.
        """
        changed = ties != self.ties
        return replace(
            self,
            ties=ties,
            clock=np.where(changed, 1.0, self.clock),
            before=self.before | (changed & self.ties),
        )

    def next_year(self, ties: Flags) -> Scene:
        """Return the scene a year later: ties as given, clocks run on, all else as it was."""
        changed = ties != self.ties
        return replace(
            self,
            year=self.year + 1,
            ties=ties,
            clock=np.where(changed, 1.0, self.clock + 1),
            before=self.before | (changed & self.ties),
        )


@dataclass(frozen=True, slots=True)
class History:
    """Scenes of consecutive years, as arrays: Y years, N states ever there.

    `there` is (Y, N); `ties`, `clock`, `before` and every array of `pair` are (Y, N, N); those of
    `own` are (Y, N). `lacking` names the tables that were not given, `notes` what was left out.
    """

    years: tuple[int, ...]
    states: tuple[State, ...]
    there: Flags
    ties: Flags
    clock: NDArray[np.int16]
    before: Flags
    pair: Mapping[str, NDArray[np.float32]]
    own: Mapping[str, NDArray[np.float32]]
    lacking: tuple[str, ...]
    notes: tuple[str, ...]
    conventions: Conventions

    def scene(self, year: int) -> Scene:
        """Return one year. Raises ScenarioInputError outside the years covered."""
        if year not in self.years:
            raise ScenarioInputError(
                f"{year} is not covered; the obligations given cover {self.years[0]} to "
                f"{self.years[-1]}. Name one of these years."
            )
        y = year - self.years[0]
        at = np.flatnonzero(self.there[y])
        grid = np.ix_(at, at)
        return Scene(
            year=year,
            states=tuple(self.states[k] for k in at),
            ties=self.ties[y][grid],
            clock=self.clock[y][grid].astype(float),
            before=self.before[y][grid],
            pair={name: a[y][grid].astype(float) for name, a in self.pair.items()},
            own={name: a[y][at].astype(float) for name, a in self.own.items()},
        )


def history(given: Given, conventions: Conventions | None = None) -> History:
    """Return the years from `conventions.since` to the last year of the obligations.

    Raises
    ------
    ScenarioInputError
        A table lacks columns, or no obligation falls in the years.
    """
    use = conventions or Conventions()
    tied = _tied(given.obligations, use)
    last = int(given.obligations["year"].max() or 0)  # type: ignore[arg-type]
    if tied.is_empty() or last <= use.since:
        raise ScenarioInputError(
            f"No obligation of kind {', '.join(use.duties)} after {use.since} in the table given."
        )
    first = min(use.since, int(tied["year"].min()))  # type: ignore[arg-type]
    known = range(first, last + 1)  # clocks run from the first year, before the ones used
    states = tuple(_codes(given.states))
    there = _there(given.states, states, known)
    ties, outside = _ties(tied, states, known, there)
    clock, before = clocks(ties, there)
    years = tuple(range(use.since, last + 1))
    pair, own = _known(given, use, states, years)
    note = f"{outside} tied pair-years are left out: a state was not there on 31 December."
    used = slice(use.since - first, None)
    return History(
        years=years, states=states, there=there[used], ties=ties[used], clock=clock[used],
        before=before[used], pair=pair, own=own, lacking=given.lacking,
        notes=(note,) if outside else (), conventions=use,
    )  # fmt: skip


def _tied(obligations: pl.DataFrame, use: Conventions) -> pl.DataFrame:
    lacking = [duty for duty in use.duties if duty not in obligations.columns]
    if lacking:
        raise ScenarioInputError(f"The table obligations has no column {', '.join(lacking)}.")
    owed = pl.any_horizontal(pl.col(duty).cast(pl.Int8) == 1 for duty in use.duties)
    rows = obligations.filter(owed)
    return rows.select("a", "b", pl.col("year").cast(pl.Int64)).drop_nulls()


def _codes(states: pl.DataFrame) -> list[State]:
    return sorted(states["code"].drop_nulls().unique().to_list())


def _there(states: pl.DataFrame, codes: Sequence[State], years: Sequence[int]) -> Flags:
    """Say who is there on 31 December of each year."""
    found = np.zeros((len(years), len(codes)), dtype=bool)
    place = {code: k for k, code in enumerate(codes)}
    for code, since, until in states.select("code", "since", "until").iter_rows():
        if code is None:
            continue
        first = years[0] if since is None else since.year
        last = years[-1] if until is None else until.year - ((until.month, until.day) != (12, 31))
        low, high = max(first, years[0]), min(last, years[-1])
        if low <= high:
            found[low - years[0] : high - years[0] + 1, place[code]] = True
    return found


def _ties(
    tied: pl.DataFrame, states: Sequence[State], years: Sequence[int], there: Flags
) -> tuple[Flags, int]:
    """Return the ties (Y, N, N) among states that are there, and the pair-years left out."""
    filled = pair_years(tied.with_columns(pl.lit(1.0).alias("one")), "one", states, years)
    ties = np.nan_to_num(filled) > 0
    unknown = (~pl.col("a").is_in(list(states))) | (~pl.col("b").is_in(list(states)))
    lost = tied.filter(unknown).height
    kept = ties & there[:, :, None] & there[:, None, :]
    kept[:, np.arange(len(states)), np.arange(len(states))] = False
    return kept, lost + int((ties & ~kept).sum()) // 2


def clocks(ties: Flags, there: Flags) -> tuple[NDArray[np.int16], Flags]:
    """Return years in the present condition, counted from 1, and whether tied in a spell before.

    A clock starts in the first year covered, or when both states are there; what was before the
    years covered is not known.
    """
    clock = np.zeros(ties.shape, dtype=np.int16)
    before = np.zeros(ties.shape, dtype=bool)
    both = there[:, :, None] & there[:, None, :]
    for y in range(len(ties)):
        if y == 0:
            clock[y] = both[y]
            continue
        goes_on = both[y] & both[y - 1] & (ties[y] == ties[y - 1])
        clock[y] = np.where(goes_on, clock[y - 1] + 1, both[y])
        before[y] = before[y - 1] | (ties[y - 1] & ~ties[y])
    return clock, before


def _known(
    given: Given, use: Conventions, states: Sequence[State], years: Sequence[int]
) -> tuple[dict[str, NDArray[np.float32]], dict[str, NDArray[np.float32]]]:
    """Return what else is known of pairs and of states, figures carried forward."""
    pair: dict[str, NDArray[np.float32]] = {}
    own: dict[str, NDArray[np.float32]] = {}
    if given.distance is not None:
        pair["km"] = carried(pair_years(given.distance, "km", states, years), use.carry)
    if given.contiguity is not None:
        pair["contiguous"] = intervals(given.contiguity, states, years, open_end=True)
    if given.memberships is not None:
        shared = pair_years(given.memberships, "shared", states, years)
        pair["memberships"] = carried(shared, use.carry)
    if given.trade is not None:
        rows = given.trade.rename({"exporter": "a", "importer": "b"})
        flows = pair_years(rows, "value", states, years, add=True)
        totals = np.nansum(flows, axis=2)
        both = np.sqrt(totals[:, :, None] * totals[:, None, :])
        share = np.divide(flows, both, out=np.full_like(flows, np.nan), where=both > 0)
        pair["trade"] = carried(share, use.carry)
    hostile = _hostile(given, use, states, years)
    if hostile is not None:
        pair["hostile"] = carried(hostile, use.carry)
    if given.regime is not None:
        own["regime"] = carried(state_years(given.regime, "score", states, years), use.carry)
    if given.capability is not None:
        own["capability"] = carried(
            state_years(given.capability, "share", states, years), use.carry
        )
    return pair, own


def _hostile(
    given: Given, use: Conventions, states: Sequence[State], years: Sequence[int]
) -> NDArray[np.float32] | None:
    """Say who are rivals or were in a dispute within memory; NaN after the tables end."""
    found: list[NDArray[np.float32]] = []
    if given.rivalries is not None:
        found.append(intervals(given.rivalries, states, years, open_end=False))
    if given.disputes is not None:
        ends = given.disputes["year"]
        spans = given.disputes.select("a", "b", since="year", until=pl.col("year") + use.memory - 1)
        found.append(intervals(spans, states, years, open_end=False, last=ends.max()))
    if not found:
        return None
    return np.asarray(np.fmax.reduce(found), dtype=np.float32)
