"""Proximity of a panel: a table of indicators in, one closeness per dyad with its band out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from rapprochement.errors import MeasureInputError
from rapprochement.measures.proximity.estimate import Estimate, estimate
from rapprochement.measures.proximity.model import Floats
from rapprochement.measures.proximity.periods import Grid, grid

COLUMNS = ("a", "b", "period", "indicator", "value")
TRANSFORMS: dict[str, Callable[[Floats], Floats]] = {
    "none": lambda x: x,
    "log1p": np.log1p,  # log(1 + count)
    "anscombe": lambda x: 2 * np.sqrt(x + 0.375),  # Anscombe 1948, Biometrika 35, 246-254
    "asinh": np.arcsinh,  # for amounts that may be negative
}
RELATIVE = "log against the other counts"
COUNTS = ("log1p", "anscombe", RELATIVE)


@dataclass(frozen=True, slots=True, eq=False)
class Proximity:
    """Closeness of all dyads of a panel through time; see `Estimate` for scale and meaning."""

    dyads: tuple[tuple[object, object], ...]
    periods: tuple[str, ...]
    indicators: tuple[str, ...]
    estimate: Estimate
    conventions: Mapping[str, object]

    def for_dyad(self, a: object, b: object) -> pl.DataFrame:
        """Return the course of one dyad: period, mean, low, high, sd, disagreement.

        Raises
        ------
        MeasureInputError
            The dyad is not in the panel, in this order.
        """
        place, e = self._place(a, b), self.estimate
        columns = {"mean": e.mean, "low": e.low, "high": e.high, "sd": e.sd}
        columns["disagreement"] = e.disagreement
        found = {name: values[place] for name, values in columns.items()}
        return pl.DataFrame({"period": self.periods, **found}).with_columns(
            pl.col(pl.Float64).fill_nan(None)
        )

    def parts(self, a: object, b: object) -> pl.DataFrame:
        """Return what each indicator does in one dyad: share, contribution, residual by period.

        Raises
        ------
        MeasureInputError
            The dyad is not in the panel, in this order.
        """
        place, e, count = self._place(a, b), self.estimate, len(self.indicators)
        return pl.DataFrame(
            {
                "period": np.repeat(self.periods, count).tolist(),
                "indicator": list(self.indicators) * len(self.periods),
                "share": e.share[place].ravel(),
                "contribution": e.contribution[place].ravel(),
                "residual": e.residual[place].ravel(),
            }
        ).with_columns(pl.col(pl.Float64).fill_nan(None))

    def loadings(self) -> pl.DataFrame:
        """Return loading, noise and offset of each indicator, in its own standard deviation."""
        e = self.estimate
        return pl.DataFrame(
            {
                "indicator": self.indicators,
                "loading": e.loadings,
                "noise": e.noise,
                "offset": e.offsets,
            }
        )

    def _place(self, a: object, b: object) -> int:
        try:
            return self.dyads.index((a, b))
        except ValueError:
            turned = " The panel has it the other way round." if (b, a) in self.dyads else ""
            raise MeasureInputError(
                f"The panel has no dyad ({a!r}, {b!r}).{turned} It has {len(self.dyads)} dyads, "
                f"the first is {self.dyads[0]}."
            ) from None


def proximity(
    panel: pl.DataFrame,
    *,
    orientation: Mapping[str, int] | None = None,
    anchor: str | None = None,
    transform: Mapping[str, str] | None = None,
    relative: Sequence[str] = (),
    trend: bool = False,
    offsets: bool = True,
    level: float = 0.90,
) -> Proximity:
    """Estimate the closeness of every dyad of a panel from all its indicators.

    Parameters
    ----------
    panel : columns a, b, period, indicator, value; one row for each dyad, period and indicator
        Dyads are ordered as given. `period` is a year (2014), or text "2014", "2014-Q3" or
        "2014-07"; each indicator keeps to one of them and the finest makes the time grid. A
        coarser indicator is taken as the mean (or sum) over its period. Null is missing.
    orientation : 1 or -1 for every indicator: whether more of it means closer
        Loadings are held to it, and an indicator that contradicts it gets none.
    anchor : without orientation, the indicator of which more means closer; the rest is free.
    transform : indicator to "none" (default), "log1p", "anscombe" (counts) or "asinh" (amounts)
    relative : counts measured against each other, or none
        Dyads much written about have more cooperation and more conflict, so that plain counts
        measure attention. Each count named here becomes log(count + 0.5) less the mean of that
        over all the counts named (centred log-ratio, Aitchison 1982, Journal of the Royal
        Statistical Society B 44, 139-177); missing where one of them is.
    trend, offsets, level : see `estimate`

    Raises
    ------
    MeasureInputError
        Missing columns, a row given twice, unknown periods, transforms or indicators, counts
        below zero, and what `estimate` raises.
    """
    missing = [name for name in COLUMNS if name not in panel.columns]
    if missing:
        raise MeasureInputError(
            f"The panel has no column {missing[0]!r}; it needs {', '.join(COLUMNS)}."
        )
    table = panel.select(COLUMNS).drop_nulls()
    twice = table.filter(table.select(COLUMNS[:4]).is_duplicated())
    if len(twice):
        raise MeasureInputError(
            f"The row {twice.row(0)[:4]} is given twice; sum or average such rows first."
        )
    if table.is_empty():
        raise MeasureInputError("The panel has no values; give at least one indicator of a dyad.")
    names = sorted(table["indicator"].unique().to_list())
    _known(names, orientation, anchor, transform, relative)
    if orientation is not None and set(orientation) != set(names):
        raise MeasureInputError(
            f"The orientation names {sorted(orientation)}, the panel has {names}; name each once."
        )
    times = grid(table)
    how = {**dict.fromkeys(relative, RELATIVE), **(transform or {})}
    dyads, y = _array(table, names, times, how)
    against = [names.index(name) for name in relative]
    y[:, :, against] -= y[:, :, against].mean(axis=2, keepdims=True) if against else 0.0
    found = estimate(
        y,
        orientation=[orientation[name] for name in names] if orientation else None,
        anchor=names.index(anchor) if anchor else None,
        spans=[times.spans[name] for name in names],
        trend=trend,
        offsets=offsets,
        level=level,
    )
    said = {
        "orientation": dict(orientation) if orientation else None,
        "anchor": anchor,
        "transform": {name: how.get(name, "none") for name in names},
        "spans": times.spans,
    }
    return Proximity(dyads, times.periods, tuple(names), found, {**found.conventions, **said})


def _known(
    names: Sequence[str],
    orientation: Mapping[str, int] | None,
    anchor: str | None,
    transform: Mapping[str, str] | None,
    relative: Sequence[str],
) -> None:
    """Raise MeasureInputError where a convention names something that is not there."""
    for name in [
        *(orientation or {}),
        *(transform or {}),
        *relative,
        *([anchor] if anchor else []),
    ]:
        if name not in names:
            raise MeasureInputError(
                f"The panel has no indicator {name!r}; it has {', '.join(map(str, names))}."
            )
    if set(relative) & set(transform or {}) or len(relative) == 1:
        raise MeasureInputError(
            f"The relative counts are {list(relative)}; name two or more, none with a transform."
        )
    for name, how in (transform or {}).items():
        if how not in TRANSFORMS:
            raise MeasureInputError(
                f"The transform of {name!r} is {how!r}; known are {', '.join(TRANSFORMS)}."
            )


def _array(
    table: pl.DataFrame, names: Sequence[str], times: Grid, transform: Mapping[str, str]
) -> tuple[tuple[tuple[object, object], ...], Floats]:
    """Return the dyads and their values (dyads, times, indicators), transformed."""
    keys = table.select("a", "b").unique().sort("a", "b").with_row_index("dyad")
    placed = table.join(keys, on=["a", "b"]).join(times.places, on=["indicator", "period"])
    column = placed["indicator"].replace_strict(list(names), list(range(len(names)))).to_numpy()
    values = placed["value"].cast(pl.Float64).to_numpy().copy()
    for i, name in enumerate(names):
        how, own = transform.get(name, "none"), column == i
        if how in COUNTS and (values[own] < 0).any():
            raise MeasureInputError(
                f"Indicator {name!r} has values below zero; {how} is for counts, use asinh."
            )
        changed = np.log(values[own] + 0.5) if how == RELATIVE else TRANSFORMS[how](values[own])
        values[own] = changed
    y = np.full((len(keys), len(times.periods), len(names)), np.nan)
    y[placed["dyad"].to_numpy(), placed["time"].to_numpy(), column] = values
    return tuple(keys.select("a", "b").rows()), y
