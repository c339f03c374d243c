"""What is asked of a forecast: two states, until when, of which source; and when it is issued."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from rapprochement.errors import ForecastInputError
from rapprochement.workflow.forecasting.pasts import TYPES

BY = "30d"
_SPAN = re.compile(r"(\d{1,5})\s*([djws])")
_DAYS = {"d": 1, "j": 1, "w": 7, "s": 7}  # days and weeks, in English and French


@dataclass(frozen=True, slots=True)
class Asked:
    """A request for forecasts, frozen before it runs.

    `by` is a number of days or weeks (90d, 12w) or the last day (2024-09-30); `on` the day of
    issue, by default the day after the last that the source tells of. With none of `data`,
    `record` and `case` the first that is there is taken: event data that were brought in, the
    record of the settings, the embedded case.
    """

    states: tuple[str, str]
    by: str = BY
    types: tuple[str, ...] = ()
    on: date | None = None
    one_way: bool = False
    data: str | None = None
    record: str | None = None
    case: str | None = None
    folder: str | Path | None = None

    def as_saved(self) -> Mapping[str, Any]:
        """Return the request as it is saved with each forecast: no place of this machine."""
        return {
            "states": list(self.states),
            "by": self.by,
            "types": list(self.types),
            "on": self.on.isoformat() if self.on else None,
            "one_way": self.one_way,
        }


def relations(types: tuple[str, ...]) -> tuple[int, ...]:
    """Return the numbers of types; of all when none is named.

    Raises
    ------
    ForecastInputError
        There is no such type.
    """
    for name in types:
        if name.upper() not in TYPES:
            raise ForecastInputError(f"There is no type {name!r}. There are: {', '.join(TYPES)}.")
    named = [TYPES.index(name.upper()) for name in types]
    return tuple(dict.fromkeys(named)) or tuple(range(len(TYPES)))


def day_of_issue(on: date | None, days: tuple[date, date], title: str) -> date:
    """Return the day of issue: the one asked for, else the day after the last that is covered.

    Raises
    ------
    ForecastInputError
        Nothing lies before it, or days between the source and it are not covered.
    """
    first, last = days
    latest = last + timedelta(days=1)
    if on is None:
        return latest
    if on > latest:
        raise ForecastInputError(
            f"{title} ends on {last.isoformat()}: of the days from then to {on.isoformat()} it "
            f"knows nothing, which is not the same as no event. Give --on {latest.isoformat()} or "
            "earlier, or a source that goes on."
        )
    if on <= first:
        raise ForecastInputError(
            f"{title} begins on {first.isoformat()}: nothing lies before {on.isoformat()}. Give a "
            f"later day to --on, {latest.isoformat()} at most."
        )
    return on


def last_day(by: str, on: date, days: tuple[date, date], title: str) -> date:
    """Return the last day of a forecast.

    Raises
    ------
    ForecastInputError
        The words name no day, one that is past, or one farther off than the past is long.
    """
    span = _SPAN.fullmatch(by.strip().casefold())
    try:
        until = (
            on + timedelta(days=int(span[1]) * _DAYS[span[2]] - 1)
            if span
            else date.fromisoformat(by.strip())
        )
    except (ValueError, OverflowError) as error:
        raise ForecastInputError(
            f"--by {by}: a number of days (90d) or weeks (12w), or a last day (2024-09-30) fits."
        ) from error
    if until < on:
        raise ForecastInputError(
            f"--by {by} ends on {until.isoformat()}, before the forecast is issued "
            f"({on.isoformat()}). Give a later day, a number of days such as 90d, or an earlier "
            "day of issue to --on."
        )
    ahead, behind = (until - on).days + 1, (on - days[0]).days
    if ahead > behind // 2:
        raise ForecastInputError(
            f"{ahead} days ahead is too far: {title} tells of {behind} days before "
            f"{on.isoformat()}, and rates are learnt from past windows of the same length. Ask "
            f"for {max(behind // 2, 1)} day(s) at most, or bring in a longer source."
        )
    return until
