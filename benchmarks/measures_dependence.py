#!/usr/bin/env python3
"""Check dependence, substitution, complementarity and bonds against plain loops; prints a table.

    python benchmarks/measures_dependence.py

The loops are written straight from the definitions and run on the same tables: COW trade, ATOP
obligations, GSDB sanctions and SIPRI transfers, read from ../shared/yardsticks/relations; product
trade is made up, for there is none. Below the table stand a few results whose truth the reader
knows from elsewhere; nothing is compared with them.
"""

from __future__ import annotations

import resource
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from math import exp, log, sqrt
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import polars as pl

from rapprochement.measures.arms import main_suppliers, transfers
from rapprochement.measures.bonds import OBLIGATIONS, allies, bound_on, sanctions_in_force
from rapprochement.measures.complementarity import trade_complementarity
from rapprochement.measures.dependence import asymmetry, concentration, partner_shares
from rapprochement.measures.measured import Measured
from rapprochement.measures.substitution import episodes, substitution, substitution_index

RELATIONS = Path(__file__).parents[2] / "shared" / "yardsticks" / "relations"
COMMAND = "python benchmarks/measures_dependence.py"
EXACT = 1e-12
WINDOWS = ((1985, 1989), (1993, 1997))
DAYS = [date(year, month, 1) for year in range(1960, 2023, 6) for month in (1, 6, 12)]

T = TypeVar("T")
Values = dict[tuple[int, int], dict[int, float]]  # state, year: partner: value


def timed(work: Callable[[], T]) -> tuple[T, float]:
    """Return what some work gives and the seconds it took."""
    start = time.perf_counter()
    return work(), time.perf_counter() - start


def cow_trade() -> pl.DataFrame:
    """Return COW trade, 1870 to 2014, as exporter, importer, year, value (million USD)."""
    wide = pl.read_parquet(RELATIONS / "cow_trade" / "cow_trade_ndy.parquet")
    ways = (("ccode2", "ccode1", "flow1"), ("ccode1", "ccode2", "flow2"))
    return pl.concat(
        wide.select(pl.col(a).alias("exporter"), pl.col(b).alias("importer"), "year", value=flow)
        for a, b, flow in ways
    )


def atop() -> pl.DataFrame:
    """Return ATOP obligations as a, b, year and one column each."""
    names = ("defense", "offense", "neutral", "nonagg", "consul")
    table = pl.read_parquet(RELATIONS / "atop_alliance" / "atop_alliance.parquet")
    renamed = {f"atop_{old}": new for old, new in zip(names, OBLIGATIONS, strict=True)}
    return table.rename({"ccode1": "a", "ccode2": "b"} | renamed)


def gsdb() -> pl.DataFrame:
    """Return GSDB cases with sender and target."""
    table = pl.read_csv(RELATIONS / "gsdb" / "gsdb.csv", infer_schema_length=None)
    return table.rename({"sanctioned_state": "target", "sanctioning_state": "sender"})


def sipri() -> pl.DataFrame:
    """Return SIPRI transfers in TIV millions."""
    path = RELATIONS / "sipri_tiv" / "sipri_exports.csv"
    table = pl.read_csv(path, infer_schema_length=None)
    return table.select("supplier", "recipient", "year", "value")


def row(
    name: str, figure: object, goal: str, holds: bool, peer: str = "plain loop"
) -> dict[str, Any]:
    """Return one line of the table."""
    return {
        "name": name, "figure": figure, "goal": goal, "peer": peer, "holds": holds,
        "command": COMMAND,
    }  # fmt: skip


def gap_row(name: str, gap: float, compared: int, peer: str = "plain loop") -> dict[str, Any]:
    """Return the line of a largest difference from a loop."""
    figure = f"{gap:.1e} of {compared:,} values"
    return row(name, figure, f"<= {EXACT:.0e}", gap <= EXACT and compared > 0, peer)


def loop_shares(table: pl.DataFrame) -> Values:
    """Return each partner's share of a state's trade (both flows known), by plain loops."""
    flows = {(a, b, year): value for a, b, year, value in table.iter_rows()}
    values: Values = defaultdict(dict)
    for (a, b, year), out in flows.items():
        into = flows.get((b, a, year))
        if out is not None and into is not None:
            values[a, year][b] = out + into
    shares: Values = {}
    for key, own in values.items():
        total = sum(own.values())
        if total > 0:
            shares[key] = {b: value / total for b, value in own.items()}
    return shares


def dependence_rows(
    table: pl.DataFrame, shares: Measured, loops: Values
) -> Iterator[dict[str, Any]]:
    """Compare shares, concentration and asymmetry with loops, all states and years."""
    found = shares.frame.drop_nulls("share").select("state", "year", "partner", "share")
    gap = max(abs(loops[a, year][b] - share) for a, year, b, share in found.iter_rows())
    same = found.height == sum(map(len, loops.values()))
    yield gap_row("partner shares, COW 1870-2014", gap if same else np.inf, found.height)
    gaps = []
    for one in concentration(shares, effective="exp_entropy").frame.iter_rows(named=True):
        own = loops.get((one["state"], one["year"]))
        if own:
            hhi = sum(s * s for s in own.values())
            entropy = exp(-sum(s * log(s) for s in own.values() if s > 0))
            gaps.append(max(abs(one["hhi"] - hhi), abs(one["effective"] / entropy - 1)))
    yield gap_row("concentration and effective partners, COW", max(gaps), len(gaps))
    gaps = []
    pairs = asymmetry(shares, index="barbieri").frame.drop_nulls("interdependence")
    for a, b, year, *_, interdependence in pairs.iter_rows():
        ab, ba = loops[a, year][b], loops[b, year][a]
        gaps.append(abs(interdependence - sqrt(ab * ba) * (1 - abs(ab - ba))))
    yield gap_row("Barbieri's interdependence, COW", max(gaps), len(gaps))


def substitution_rows(shares: Measured, loops: Values) -> Iterator[dict[str, Any]]:
    """Compare pairs of loser and gainer with loops; check that losses are gains."""
    found = substitution(shares, before=WINDOWS[0], after=WINDOWS[1]).frame
    keys = found.select("state", "loser", "gainer").iter_rows()
    ours = dict(zip(keys, found["amount"], strict=True))
    theirs = loop_pairs(loops)
    gap = max(abs(ours.get(key, 0) - theirs.get(key, 0)) for key in ours.keys() | theirs.keys())
    yield gap_row("who replaced whom, 1985-89 to 1993-97, COW", gap, len(theirs))
    rest = pl.col("amount").sum() - pl.col("index").first()
    index = dict(found.group_by("state").agg(rest).iter_rows())
    gap = max(map(abs, index.values()))
    yield gap_row("amounts sum to the index (law)", gap, len(index), peer="–")


def loop_pairs(loops: Values) -> dict[tuple[int, int | None, int | None], float]:
    """Return amounts by state, loser and gainer, by plain loops; None is the unknown rest."""
    amounts = {}
    for state in {state for state, _ in loops}:
        sides = []
        for first, last in WINDOWS:
            years = [loops.get((state, year), {}) for year in range(first, last + 1)]
            names = set.intersection(*map(set, years))
            covered = all(years)
            sides.append(
                {n: sum(y[n] for y in years) / len(years) for n in names} if covered else None
            )
        if None in sides:
            continue
        change: dict[int | None, float] = {
            name: sides[1][name] - sides[0][name] for name in sides[0].keys() & sides[1].keys()
        }
        change[None] = -sum(change.values())
        change = {name: value for name, value in change.items() if abs(value) >= 1e-12}
        total = sum(value for value in change.values() if value > 0)
        for x, lost in change.items():
            for y, gained in change.items():
                if lost < 0 < gained:
                    amounts[state, x, y] = -lost * gained / total
    return amounts


def complementarity_rows() -> Iterator[dict[str, Any]]:
    """Compare both indices with loops over made-up trade of 40 states in 96 products."""
    chance = np.random.default_rng(4)
    states, products = 40, 96
    value = chance.lognormal(0, 2, (states, states, products)).round(3)
    value *= chance.random(value.shape) < 0.3
    value[np.arange(states), np.arange(states)] = 0.0
    i, j, k = np.nonzero(value)
    table = pl.DataFrame(
        {"exporter": i, "importer": j, "product": k, "year": 2020, "value": value[i, j, k]}
    )
    sold, bought = value.sum(axis=1), value.sum(axis=0)
    x = sold / sold.sum(axis=1, keepdims=True)
    m = bought / bought.sum(axis=1, keepdims=True)
    for index in ("michaely", "drysdale"):
        found = trade_complementarity(table, index=index).frame
        gaps = []
        for a, b, _, ours in found.iter_rows():
            if index == "michaely":
                theirs = 100 * (1 - sum(abs(m[b, p] - x[a, p]) for p in range(products)) / 2)
            else:
                others = bought.sum(axis=0) - bought[a]
                terms = (x[a, p] * m[b, p] / others[p] for p in range(products) if others[p] > 0)
                theirs = others.sum() * sum(terms)
            gaps.append(abs(ours / theirs - 1))
        yield gap_row(f"complementarity ({index}), made-up trade", max(gaps), len(gaps))


def bond_rows() -> Iterator[dict[str, Any]]:
    """Compare alliances of three years, sanctions of many days and transfers with loops."""
    table = atop()
    for year in (1914, 1960, 2000):
        loop = {
            (r["a"], r["b"], name)
            for r in table.filter(pl.col("year") == year).iter_rows(named=True)
            for name in OBLIGATIONS
            if r[name] == 1
        }
        ours = set(bound_on(table, year).frame.select("a", "b", "obligation").iter_rows())
        figure = f"{len(ours ^ loop)} of {len(loop):,} differ"
        yield row(f"obligations in force, ATOP {year}", figure, "0 differ", ours == loop)
    cases, wrong, seen = gsdb(), 0, 0
    for day in DAYS:
        ours = dict(sanctions_in_force(cases, day).frame.select("case_id", "certainty").iter_rows())
        loop = loop_sanctions(cases, day)
        wrong += sum(ours.get(key) != loop.get(key) for key in ours.keys() | loop.keys())
        seen += len(loop)
    figure = f"{wrong} of {seen:,} differ"
    yield row(
        f"sanctions in force and certainty, GSDB, {len(DAYS)} days", figure, "0 differ", not wrong
    )
    yield transfer_row(sipri())


def loop_sanctions(cases: pl.DataFrame, day: date) -> dict[int, str]:
    """Return the certainty of each case on a day, by going through the days it may have had."""
    found = {}
    last_year = cases["end"].max()
    for case in cases.iter_rows(named=True):
        lasts = case["end"] == last_year and "ongoing" in case["success"]
        begins = [date(case["begin"], 1, 1), date(case["begin"], 12, 31)]
        ends = [date(case["end"], 12, 31) if lasts else date(case["end"], 1, 1)]
        ends.append(date.max if lasts else date(case["end"], 12, 31))
        answers = {begin <= day <= end for begin in begins for end in ends}
        if True in answers:
            found[case["case_id"]] = "certain" if answers == {True} else "possible"
    return found


def transfer_row(table: pl.DataFrame) -> dict[str, Any]:
    """Compare the shares of all recipients of each decade with a loop."""
    gaps = []
    for since in range(1950, 2020, 10):
        sums: dict[tuple[str, str], float] = defaultdict(float)
        wholes: dict[str, float] = defaultdict(float)
        for supplier, recipient, year, value in table.iter_rows():
            if since <= year < since + 10:
                sums[supplier, recipient] += value
                wholes[recipient] += value
        for one in transfers(table, since, since + 9).frame.iter_rows(named=True):
            whole = wholes[one["recipient"]]
            theirs = sums[one["supplier"], one["recipient"]] / whole if whole else None
            same = one["share"] is None and theirs is None
            gaps.append(0.0 if same else abs(one["share"] - theirs))
    return gap_row("shares of suppliers, SIPRI, seven decades", max(gaps), len(gaps))


def rows() -> list[dict[str, Any]]:
    """Return the lines of the table; one that says so when the data is absent."""
    if not RELATIONS.exists():
        return [row("dependence and bonds", "data absent: ../shared", "–", False)]
    table = cow_trade()

    def measured() -> Measured:
        shares = partner_shares(table, flow="trade")
        concentration(shares)
        asymmetry(shares)
        return shares

    shares, seconds = timed(measured)
    loops, loop_seconds = timed(lambda: loop_shares(table))
    _, found_in = timed(lambda: (episodes(shares), substitution_index(shares)))
    lines = [
        *dependence_rows(table, shares, loops),
        *substitution_rows(shares, loops),
        *complementarity_rows(),
        *bond_rows(),
    ]
    size = f"{shares.frame.height:,} dyad-years"
    peer = f"loops, shares alone: {loop_seconds:.1f} s"
    lines.append(
        row(f"shares, HHI, asymmetry of {size}", f"{seconds:.1f} s", "<= 15 s", seconds <= 15, peer)
    )
    lines.append(
        row(
            "episodes and index of all states, 1870-2014",
            f"{found_in:.1f} s",
            "<= 15 s",
            found_in <= 15,
            "–",
        )
    )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    lines.append(row("peak memory of all this", f"{peak:.0f} MB", "<= 2000 MB", peak <= 2000, "–"))
    return lines


def facts() -> Iterator[str]:
    """Yield results that a reader can judge from what is known elsewhere (COW codes)."""
    shares = partner_shares(cow_trade(), flow="trade")
    most = concentration(shares).frame
    for state, name, years in (
        (40, "Cuba", (1958, 1965, 1990)),
        (731, "North Korea", (1990, 2014)),
    ):
        for year in years:
            one = most.filter(pl.col("state") == state, pl.col("year") == year).row(0, named=True)
            yield (
                f"{name} {year}: first partner {one['first']} with {one['first_share']:.0%} of "
                f"what is known (of {one['known']} partners; {one['listed']} have a row)"
            )
    found = episodes(shares).frame.filter(pl.col("state") == 731).sort("amount", descending=True)
    for one in found.head(4).iter_rows(named=True):
        yield (
            f"North Korea: {one['loser']} gave place to {one['gainer']} in {one['start'].year}-"
            f"{one['end'].year}, {one['amount']:.0%} of its trade, {one['made_up']:.0%} of the loss"
        )
    names = allies(atop(), 731, 2010, obligation="defense").frame["ally"].to_list()
    yield f"North Korea's defence pacts in 2010 (ATOP): {names}"
    inside = sanctions_in_force(gsdb(), date(2022, 12, 31)).frame
    yield f"Most cases in force on 2022-12-31: {inside['target'].value_counts(sort=True).row(0)}"
    arms = main_suppliers(sipri(), "India", 2012, 2021, top=3).frame
    yield f"Main suppliers of India 2012-2021: {arms.select('supplier', 'share').rows()}"


def main() -> None:
    """Print the table, then the facts."""
    lines = rows()
    for line in lines:
        mark = "holds" if line["holds"] else "FAILS"
        print(f"{line['name']:58} {line['figure']:32} {line['goal']:12} {mark}  ({line['peer']})")
    if RELATIONS.exists():
        print()
        for fact in facts():
            print(fact)


if __name__ == "__main__":
    main()
