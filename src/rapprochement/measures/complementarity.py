"""Complementarity of trade: whether one state sells what another buys.

A state's structure is the share of each product in its exports or imports. Products without a row
are no part of it; products whose value is missing (null) are left out and counted, so that a
structure known in part can be told from a full one. Products are codes of the Harmonized System
(2 to 6 digits, one level in a table); a small table sets them in domains (`hs_domains.csv`).
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from rapprochement.errors import MeasureInputError
from rapprochement.measures.measured import Measured, require_columns, require_option
from rapprochement.measures.trade import settle_mirrors
from rapprochement.terms import Domain, Dyad

SIDES = ("exports", "imports")
INDICES = ("michaely", "drysdale")

Floats = NDArray[np.float64]

_ONE = ["state", "year"]
_LONGEST = 6  # digits of the longest prefix in hs_domains.csv


@cache
def hs_domains() -> Mapping[str, Domain]:
    """Return the domain of each prefix of the Harmonized System (see hs_domains.csv)."""
    text = files("rapprochement.measures").joinpath("hs_domains.csv").read_text("utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    return {row["prefix"]: Domain(row["domain"]) for row in rows}


def domain_of(product: str | int) -> Domain | None:
    """Return the domain of a product, None for a code that no prefix fits.

    `product` is a code of 2, 4 or 6 digits, with or without its point; a whole number has lost its
    leading zero at most.

    Examples
    --------
    >>> str(domain_of("270900")), str(domain_of(10121)), domain_of("77")
    ('energy', 'food_humanitarian', None)
    """
    code = str(product).replace(".", "").strip()
    code = code.zfill(len(code) + len(code) % 2)
    table = hs_domains()
    found = (table.get(code[:length]) for length in range(min(len(code), _LONGEST), 1, -1))
    return next((domain for domain in found if domain), None)


def with_domains(trade: pl.DataFrame) -> pl.DataFrame:
    """Return trade with a column `domain` (null where no prefix fits) from its products.

    Raises
    ------
    MeasureInputError
        There is no column product.
    """
    require_columns(trade, ["product"], "trade by product")
    codes = trade["product"].unique().drop_nulls()
    names = [domain.value if (domain := domain_of(code)) else None for code in codes]
    table = pl.DataFrame({"product": codes, "domain": pl.Series(names, dtype=pl.String)})
    return trade.join(table, on="product", how="left", maintain_order="left")


def structure(
    trade: pl.DataFrame, *, side: str, by: str = "product", mirror: str = "as_given"
) -> Measured:
    """Return what each state's exports or imports consist of.

    Parameters
    ----------
    trade : exporter, importer, year, product, value ... (see `trade`)
    side : exports or imports
    by : product, or domain (see `domain_of`; null for products in none)
    mirror : see `trade.settle_mirrors`

    Returns
    -------
    table of state, year, product or domain, value, share (of what is known of the state's year;
    sums to 1; null when nothing is known above 0), known and listed (flows with a value, and all)

    Raises
    ------
    MeasureInputError
        See `trade.settle_mirrors`; an unknown side or grouping; no column product.
    """
    require_option("side", side, SIDES)
    flows = _flows(trade, by, mirror)
    return Measured(_structure(flows, side, by), {"side": side, "by": by, "mirror": mirror})


def _flows(trade: pl.DataFrame, by: str, mirror: str) -> pl.DataFrame:
    """Return one figure for each flow between two states, with its domain where that is asked."""
    require_option("by", by, ("product", "domain"))
    require_columns(trade, ["product"], "trade by product")
    flows = settle_mirrors(trade, mirror=mirror).filter(pl.col("exporter") != pl.col("importer"))
    return with_domains(flows) if by == "domain" else flows


def _structure(flows: pl.DataFrame, side: str, by: str) -> pl.DataFrame:
    """Sum flows over partners, and set each product against all."""
    state = "exporter" if side == "exports" else "importer"
    value, known = pl.col("value"), pl.col("value").is_not_null()
    parts = flows.group_by(pl.col(state).alias("state"), "year", by).agg(
        value=pl.when(known.any()).then(value.sum()), known=known.sum(), listed=pl.len()
    )
    total = value.sum().over(_ONE)
    parts = parts.with_columns(
        share=pl.when(total > 0).then(value / total),
        known=pl.col("known").sum().over(_ONE),
        listed=pl.col("listed").sum().over(_ONE),
    )
    columns = [*_ONE, by, "value", "share", "known", "listed"]
    return parts.select(columns).sort(*_ONE, by)


def revealed_advantage(exports: Measured) -> Measured:
    """Return in which products each state exports more than its share of the world would have it.

    Parameters
    ----------
    exports : result of `structure` with side="exports"; the world is the states in it

    Returns
    -------
    its table with rca (>= 0): the product's share in the state's exports over its share in the
    world's; above 1 is an advantage. Null where either is unknown or 0 in the world.

    Raises
    ------
    MeasureInputError
        The structure is that of imports.

    Source
    ------
    Balassa (1965), The Manchester School 33(2), 99-123.
    """
    if exports.conventions.get("side") != "exports":
        raise MeasureInputError(
            "Revealed advantage is a matter of exports. Give structure(trade, side='exports')."
        )
    by = str(exports.conventions["by"])
    value = pl.col("value")
    world = value.sum().over("year", by) / value.sum().over("year")
    rca = pl.when(world > 0).then(pl.col("share") / world)
    return exports.then(exports.frame.with_columns(rca=rca), index="balassa")


def trade_complementarity(
    trade: pl.DataFrame,
    *,
    index: str,
    by: str = "product",
    mirror: str = "as_given",
) -> Measured:
    """Return how well what each state exports fits what each other imports.

    Parameters
    ----------
    trade, by, mirror : see `structure`
    index : michaely, 100 (1 - sum_k |m_jk - x_ik| / 2), 0 nothing in common to 100 the same
        structure; or drysdale, sum_k x_ik m_jk / w_ik, where w_ik is the share of product k in the
        imports of the world without i: 1 is the fit with the average importer.

    Returns
    -------
    table of exporter, importer, year, complementarity, all ordered pairs of states with a structure
    that year. A pair in which either has none is left out.

    Raises
    ------
    MeasureInputError
        See `structure`; an unknown index.

    Source
    ------
    Michaely (1996), World Bank Policy Research Working Paper 1695; Drysdale and Garnaut (1982),
    Hitotsubashi Journal of Economics 22(2), 62-84.
    """
    require_option("index", index, INDICES)
    flows = _flows(trade, by, mirror)
    sold, bought = (_structure(flows, side, by) for side in SIDES)
    labels = {name: flows.schema[name] for name in ("exporter", "importer", "year")}
    schema = labels | {"complementarity": pl.Float64}
    parts = [pl.DataFrame(columns, schema=schema) for columns in _fits(sold, bought, by, index)]
    table = pl.concat(parts) if parts else pl.DataFrame(schema=schema)
    return Measured(table, {"index": index, "by": by, "mirror": mirror})


def _fits(
    sold: pl.DataFrame, bought: pl.DataFrame, by: str, index: str
) -> Iterator[dict[str, Any]]:
    """Yield the columns of each year's pairs."""
    sold, bought = (part.drop_nulls("share") for part in (sold, bought))
    for (year,), exports in sold.sort("year", "state").group_by("year", maintain_order=True):
        imports = bought.filter(pl.col("year") == year).sort("state")
        if imports.is_empty():
            continue
        products = pl.concat([exports[by], imports[by]]).unique(maintain_order=True)
        sellers, x, _ = _matrix(exports, by, products)
        buyers, m, values = _matrix(imports, by, products)
        if index == "michaely":
            fit = np.stack([100.0 * (1.0 - np.abs(m - row).sum(axis=1) / 2.0) for row in x])
        else:
            fit = (x * _world_weights(sellers, buyers, values)) @ m.T
        pairs = np.array([[a != b for b in buyers] for a in sellers])
        i, j = np.nonzero(pairs)
        yield {
            "exporter": [sellers[k] for k in i],
            "importer": [buyers[k] for k in j],
            "year": [year] * len(i),
            "complementarity": fit[pairs],
        }


def _matrix(parts: pl.DataFrame, by: str, products: pl.Series) -> tuple[list[Any], Floats, Floats]:
    """Return the states, and their shares and values by product; a product without a row is 0."""
    states = parts["state"].unique(maintain_order=True)
    rows = parts["state"].rle_id().to_numpy()
    order = pl.DataFrame({by: products}).with_row_index("_column")
    columns = parts.select(by).join(
        order, on=by, how="left", nulls_equal=True, maintain_order="left"
    )
    place = rows, columns["_column"].to_numpy()
    shares, values = (np.zeros((len(states), len(products))) for _ in range(2))
    shares[place], values[place] = parts["share"].to_numpy(), parts["value"].to_numpy()
    return states.to_list(), shares, values


def _world_weights(sellers: list[Any], buyers: list[Any], imports: Floats) -> Floats:
    """Return for each seller 1 / the share of each product in the imports of all others.

    A product that nobody else buys has weight 0: it adds nothing to any pair.
    """
    own = np.zeros((len(sellers), imports.shape[1]))
    at = {buyer: row for row, buyer in enumerate(buyers)}
    for row, seller in enumerate(sellers):
        if seller in at:
            own[row] = imports[at[seller]]
    others: Floats = imports.sum(axis=0) - own
    others[others < 1e-12 * imports.sum(axis=0)] = 0.0  # what is left by rounding is nothing
    total = others.sum(axis=1, keepdims=True)
    weights = np.zeros_like(others)
    np.divide(total, others, out=weights, where=others > 0)
    return weights


def goods_by_domain(trade: pl.DataFrame, pair: Dyad, *, mirror: str = "as_given") -> Measured:
    """Return by domain what each of two states sells to the world and the other buys from it.

    Parameters
    ----------
    trade, mirror : see `structure`; with the trade of the two with all their partners
    pair : the labels of the two, as in the table

    Returns
    -------
    table of year, domain, giver, receiver, has (the giver's exports of the domain), has_share, rca,
    needs (the receiver's imports of it), needs_share, overlap (the lesser share), exchanged (from
    giver to receiver). Null where nothing is recorded. Both directions stand in it.

    Raises
    ------
    MeasureInputError
        See `structure`.
    """
    flows = _flows(trade, "domain", mirror)
    exports = Measured(_structure(flows, "exports", "domain"), {"side": "exports", "by": "domain"})
    sold, bought = revealed_advantage(exports).frame, _structure(flows, "imports", "domain")
    key = ["year", "domain", "giver", "receiver"]
    tables = [
        _one_way(sold, bought, flows, giver, receiver).select(
            *key, "has", "has_share", "rca", "needs", "needs_share",
            pl.when(pl.col("has_share").is_not_null() & pl.col("needs_share").is_not_null())
            .then(pl.min_horizontal("has_share", "needs_share")).alias("overlap"),
            "exchanged",
        )
        for giver, receiver in ((pair.a, pair.b), (pair.b, pair.a))
    ]  # fmt: skip
    return Measured(pl.concat(tables).sort(key), {"by": "domain", "mirror": mirror})


def _one_way(
    sold: pl.DataFrame, bought: pl.DataFrame, flows: pl.DataFrame, giver: str, receiver: str
) -> pl.DataFrame:
    """Join what the giver sells, what the receiver buys and what goes from the one to the other."""
    key = ["year", "domain"]
    has = sold.filter(pl.col("state") == giver).select(*key, "rca", has="value", has_share="share")
    needs = bought.filter(pl.col("state") == receiver).select(
        *key, needs="value", needs_share="share"
    )
    between = flows.filter(pl.col("exporter") == giver, pl.col("importer") == receiver)
    exchanged = between.drop_nulls("value").group_by(key).agg(exchanged=pl.col("value").sum())
    both = has.join(needs, on=key, how="full", coalesce=True, nulls_equal=True)
    both = both.join(exchanged, on=key, how="left", nulls_equal=True)
    label = flows.schema["exporter"]
    return both.with_columns(
        giver=pl.lit(giver, dtype=label), receiver=pl.lit(receiver, dtype=label)
    )
