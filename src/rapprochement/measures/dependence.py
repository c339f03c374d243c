"""Dependence: what part of a state's trade, or of its product, one partner holds.

Shares are of what is known: a partner whose figure is missing (no row, or null) is never taken for
zero, and each table says how much is known (`known`, `coverage`). See `trade` for what a table of
trade holds.

All states, partners and years are computed at once. Each function returns `Measured`: a table and
the conventions that led to it.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from rapprochement.errors import MeasureInputError
from rapprochement.measures.measured import (
    Measured,
    require_columns,
    require_option,
    require_share,
    require_unique,
)
from rapprochement.measures.trade import bilateral, require_one_unit

EFFECTIVE = ("inverse_hhi", "exp_entropy")
NUMBERS = ("trading", "known", "listed")
ASYMMETRIES = ("difference", "barbieri", "weak_link")

_DYAD = ["state", "partner", "year"]
_ONE = ["state", "year"]


def partner_shares(
    trade: pl.DataFrame,
    *,
    flow: str,
    mirror: str = "as_given",
    partial: bool = False,
    totals: pl.DataFrame | None = None,
    roster: pl.DataFrame | None = None,
    least_coverage: float = 0.0,
) -> Measured:
    """Return each partner's share of a state's exports, imports or trade.

    Parameters
    ----------
    trade, flow, mirror, partial : see `trade.bilateral`
    totals : state, year, value, optional
        The state's whole flow with the world. Without it the total is that of the partners known,
        and shares sum to 1.
    roster : state, year, optional
        The states that exist. With it partners without a row are counted as missing too.
    least_coverage : in [0, 1]
        Below this part of partners known, a state's shares of the year are null.

    Returns
    -------
    table of state, partner, year, value, total (null when nothing is known), share (in [0, 1], null
    when the value is missing or the total is 0 or unknown), known and listed (partners with a
    figure, and partners in all), coverage (known / listed). A share above 1 can come only from
    `totals` that do not fit; it is left as it is.

    Raises
    ------
    MeasureInputError
        See `trade.settle_mirrors`; a threshold outside [0, 1].

    Source
    ------
    Hirschman (1945), National Power and the Structure of Foreign Trade, ch. 5 and appendix A.
    """
    require_share("least_coverage", least_coverage)
    table = bilateral(trade, flow=flow, mirror=mirror, partial=partial)
    table = _with_coverage(_with_total(table, trade, totals), roster)
    fits = (pl.col("total") > 0) & (pl.col("coverage") >= least_coverage)
    share = pl.when(fits).then(pl.col("value") / pl.col("total"))
    columns = [*_DYAD, "value", "total", "share", "known", "listed", "coverage"]
    conventions = {
        "of": flow,
        "mirror": mirror,
        "partial": partial,
        "total": "known partners" if totals is None else "given",
        "listed": "partners with a row" if roster is None else "states of the roster",
        "least_coverage": least_coverage,
    }
    return Measured(table.with_columns(share=share).select(columns).sort(_DYAD), conventions)


def _with_total(
    table: pl.DataFrame, trade: pl.DataFrame, totals: pl.DataFrame | None
) -> pl.DataFrame:
    """Add the state's total: that of `totals`, else the sum over partners known."""
    if totals is None:
        known = pl.col("value").is_not_null().any()
        return table.with_columns(total=pl.when(known).then(pl.col("value").sum()).over(_ONE))
    require_columns(totals, [*_ONE, "value"], "totals")
    require_unique(totals, _ONE, "totals", "Keep one total for each state and year.")
    require_one_unit(trade, totals)
    whole = totals.select(*_ONE, pl.col("value").cast(pl.Float64).alias("total"))
    return table.join(whole, on=_ONE, how="left")


def _with_coverage(table: pl.DataFrame, roster: pl.DataFrame | None) -> pl.DataFrame:
    """Add how many partners have a figure, how many there are, and the one over the other."""
    listed = pl.len().over(_ONE)
    if roster is not None:
        require_columns(roster, _ONE, "states")
        there = roster.select(_ONE).unique().group_by("year").agg(pl.len().alias("_states"))
        table = table.join(there, on="year", how="left")
        # A partner with a row that the roster does not know still counts.
        listed = pl.max_horizontal(pl.col("_states").cast(pl.Int64) - 1, listed)
    known = pl.col("value").is_not_null().sum().over(_ONE)
    return table.with_columns(known=known, listed=listed.cast(pl.UInt32)).with_columns(
        coverage=pl.col("known") / pl.col("listed")
    )


def gdp_dependence(
    trade: pl.DataFrame,
    gdp: pl.DataFrame,
    *,
    flow: str,
    mirror: str = "as_given",
    partial: bool = False,
) -> Measured:
    """Return trade with each partner as a share of the state's gross domestic product.

    Parameters
    ----------
    trade, flow, mirror, partial : see `trade.bilateral`
    gdp : state, year, value and, where there is, unit (that of trade, current prices both)

    Returns
    -------
    table of state, partner, year, value, total (the GDP), share (>= 0; null when either is missing)

    Raises
    ------
    MeasureInputError
        See `trade.settle_mirrors`; units differ; a GDP is not above 0 or stands twice.

    Source
    ------
    Oneal and Russett (1997), International Studies Quarterly 41(2), 267-294 (DEPEND).
    """
    require_columns(gdp, [*_ONE, "value"], "GDP")
    require_unique(gdp, _ONE, "GDP", "Keep one figure for each state and year.")
    require_one_unit(trade, gdp)
    if (gdp["value"] <= 0).any():
        raise MeasureInputError("A GDP of 0 or less does not fit. Set missing figures to null.")
    whole = gdp.select(*_ONE, pl.col("value").cast(pl.Float64).alias("total"))
    table = bilateral(trade, flow=flow, mirror=mirror, partial=partial).join(
        whole, on=_ONE, how="left"
    )
    table = table.with_columns(share=pl.col("value") / pl.col("total")).sort(_DYAD)
    return Measured(table, {"of": f"{flow} / GDP", "mirror": mirror, "partial": partial})


def concentration(
    shares: Measured,
    *,
    normalised: bool = False,
    number: str = "trading",
    effective: str = "inverse_hhi",
) -> Measured:
    """Return how concentrated each state's partners are, and how many they amount to.

    Parameters
    ----------
    shares : result of `partner_shares`
    normalised : give (HHI - 1/n) / (1 - 1/n), 0 for equal shares whatever their number, instead of
        HHI; null when n is 1.
    number : the n of it: partners with trade above 0 (trading), with a figure (known), or all
        (listed).
    effective : inverse_hhi (1 / HHI, the numbers equivalent) or exp_entropy (exp of -sum s ln s)

    Returns
    -------
    table of state, year, hhi (in (0, 1]), hhi_at_most, effective, first (the largest partner; the
    smallest label when several are), first_share, attributed (sum of shares), known, listed,
    coverage. Where shares do not sum to 1, `hhi` counts the rest as spread thin and `hhi_at_most`
    as one single partner; `effective` goes with `hhi` and is null for the entropy when a rest is
    left. States without any share are null.

    Raises
    ------
    MeasureInputError
        An unknown convention.

    Source
    ------
    Hirschman (1945), ch. 6 (his index is the root of this one, times 100); Adelman (1969), Review
    of Economics and Statistics 51(1), 99-101 (numbers equivalent); Hill (1973), Ecology 54(2),
    427-432, orders 2 and 1.
    """
    require_option("number", number, NUMBERS)
    require_option("effective", effective, EFFECTIVE)
    share, attributed = pl.col("share"), pl.col("share").sum()
    squares = share.pow(2).sum()
    count = {"trading": (share > 0).sum(), "known": pl.col("known").first()}
    n = count.get(number, pl.col("listed").first())
    hill = {"inverse_hhi": 1 / squares, "exp_entropy": _exp_entropy(share, attributed)}[effective]
    table = (
        shares.frame.sort("state", "year", "partner")
        .group_by(_ONE, maintain_order=True)
        .agg(
            hhi=squares,
            hhi_at_most=squares + (1 - attributed).clip(lower_bound=0).pow(2),
            effective=hill,
            first=pl.col("partner").get(share.arg_max(), null_on_oob=True),
            first_share=share.max(),
            attributed=attributed,
            known=pl.col("known").first(),
            listed=pl.col("listed").first(),
            coverage=pl.col("coverage").first(),
            _n=n.cast(pl.Float64),
        )
    )
    some = pl.col("attributed") > 0
    table = table.with_columns(
        pl.when(some).then(pl.col(name)).alias(name)
        for name in ("hhi", "hhi_at_most", "effective", "attributed")
    )
    if normalised:
        table = table.with_columns(_normalised(name) for name in ("hhi", "hhi_at_most"))
    return shares.then(table.drop("_n"), normalised=normalised, number=number, effective=effective)


def _exp_entropy(share: pl.Expr, attributed: pl.Expr) -> pl.Expr:
    """Return exp(-sum s ln s), 0 ln 0 being 0; null when the shares do not sum to 1."""
    positive = share.filter(share > 0)
    entropy = -(positive * positive.log()).sum()
    return pl.when((attributed - 1).abs() < 1e-9).then(entropy.exp())


def _normalised(name: str) -> pl.Expr:
    """Return (H - 1/n) / (1 - 1/n); null when n is below 2."""
    floor = 1 / pl.col("_n")
    fits = pl.col("_n") > 1
    return pl.when(fits).then((pl.col(name) - floor) / (1 - floor)).alias(name)


def asymmetry(shares: Measured, *, index: str = "difference") -> Measured:
    """Return for each ordered pair how its two dependences stand to each other.

    Parameters
    ----------
    shares : result of `partner_shares` or `gdp_dependence`; dep_ab is the share that b holds of a's
        trade (or GDP), so how far a depends on b.
    index : difference (dep_ab - dep_ba, above 0 when a depends more); barbieri (salience, the
        geometric mean; symmetry, 1 - |difference|; interdependence, their product; she takes
        shares of total trade); or weak_link (lower and higher of the two, as Oneal and Russett do
        with GDP).

    Returns
    -------
    table of a, b, year, dep_ab, dep_ba and the columns of the index (asymmetry; salience, symmetry,
    interdependence; lower, higher), null when either dependence is missing. Both orders of a pair
    stand in it.

    Raises
    ------
    MeasureInputError
        An unknown index.

    Source
    ------
    Barbieri (1996), Journal of Peace Research 33(1), 29-49; Oneal and Russett (1997),
    International Studies Quarterly 41(2), 267-294.
    """
    require_option("index", index, ASYMMETRIES)
    own = shares.frame.select(
        pl.col("state").alias("a"), pl.col("partner").alias("b"), "year", dep_ab="share"
    )
    other = own.select(pl.col("b").alias("a"), pl.col("a").alias("b"), "year", dep_ba="dep_ab")
    both = own.join(other, on=["a", "b", "year"], how="full", coalesce=True)
    table = both.with_columns(**_index(pl.col("dep_ab"), pl.col("dep_ba"))[index])
    if index == "barbieri":
        table = table.with_columns(interdependence=pl.col("salience") * pl.col("symmetry"))
    return shares.then(table.sort("a", "b", "year"), index=index)


def _index(ab: pl.Expr, ba: pl.Expr) -> Mapping[str, Mapping[str, pl.Expr]]:
    """Return the columns of each index of asymmetry."""
    both = pl.when(ab.is_not_null() & ba.is_not_null())
    return {
        "difference": {"asymmetry": ab - ba},
        "barbieri": {"salience": (ab * ba).sqrt(), "symmetry": 1 - (ab - ba).abs()},
        "weak_link": {
            "lower": both.then(pl.min_horizontal(ab, ba)),
            "higher": both.then(pl.max_horizontal(ab, ba)),
        },
    }
