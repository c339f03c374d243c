"""Whether one sells what the other buys, by product and by domain."""

from __future__ import annotations

from math import isclose

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from trade_samples import law

from rapprochement.errors import MeasureInputError
from rapprochement.measures.complementarity import (
    domain_of,
    goods_by_domain,
    hs_domains,
    revealed_advantage,
    structure,
    trade_complementarity,
    with_domains,
)
from rapprochement.terms import Domain, Dyad

TOLERANCE = 1e-9
PRODUCTS = ["10", "27", "87", "93"]


def goods(*rows: tuple[str, str, str, float | None], year: int = 2020) -> pl.DataFrame:
    """Return trade by product from exporter, importer, product and value."""
    types = {
        "exporter": pl.String,
        "importer": pl.String,
        "product": pl.String,
        "value": pl.Float64,
    }
    return pl.DataFrame(rows, schema=types, orient="row").with_columns(year=pl.lit(year))


# A sells fuel, B sells cars and a little grain, C sells both fuel and grain.
WORLD = goods(
    ("A", "B", "27", 60.0), ("A", "C", "27", 40.0),
    ("B", "A", "87", 70.0), ("B", "C", "87", 20.0), ("B", "C", "10", 10.0),
    ("C", "A", "27", 5.0), ("C", "B", "10", 45.0),
)  # fmt: skip


@pytest.mark.parametrize(
    ("product", "domain"),
    [
        ("27", Domain.ENERGY),
        ("270900", Domain.ENERGY),
        ("27.09", Domain.ENERGY),
        (10121, Domain.FOOD_HUMANITARIAN),  # 010121 without its zero
        (9, Domain.FOOD_HUMANITARIAN),
        ("84", Domain.ECONOMIC),
        ("840110", Domain.ENERGY),
        ("847130", Domain.TECHNOLOGY_SPACE),
        ("870323", Domain.TRANSPORT_INFRASTRUCTURE),
        ("871000", Domain.ARMS),
        ("930630", Domain.ARMS),
        ("710812", Domain.FINANCE),
        ("880260", Domain.TECHNOLOGY_SPACE),
        ("99", None),
        ("TOTAL", None),
        ("", None),
    ],
)
def test_a_product_stands_in_the_domain_of_its_longest_prefix(product, domain):
    """Chapters give the domain unless a heading within them says otherwise."""
    assert domain_of(product) is domain


def test_every_chapter_of_the_nomenclature_has_a_domain():
    """All chapters from 01 to 97 are in the table, but 77, which is reserved."""
    chapters = {prefix for prefix in hs_domains() if len(prefix) == 2}

    assert chapters == {f"{number:02d}" for number in range(1, 98)} - {"77"}
    assert all(prefix[:2] in chapters and len(prefix) in (2, 4, 6) for prefix in hs_domains())


def test_whole_numbers_and_texts_are_one_code():
    """A column of numbers gives the domains of the same codes as text."""
    numbers = pl.DataFrame({"product": [10121, 270900, 999999]})
    texts = pl.DataFrame({"product": ["010121", "270900", "999999"]})

    assert with_domains(numbers)["domain"].to_list() == with_domains(texts)["domain"].to_list()
    assert with_domains(texts)["domain"].to_list() == ["food_humanitarian", "energy", None]


def cell(table: pl.DataFrame, column: str, **key: object) -> object:
    """Return one cell of the row with this key."""
    row = table.filter(*(pl.col(name) == value for name, value in key.items()))
    assert row.height == 1
    return row[column].item()


def test_the_structure_is_the_share_of_each_product():
    """What is known of a state's exports sums to 1, with missing flows counted."""
    table = pl.concat([WORLD, goods(("B", "A", "10", None))])
    found = structure(table, side="exports").frame

    assert isclose(cell(found, "share", state="B", product="87"), 0.9)
    assert (cell(found, "known", state="B", product="10"), found["listed"].max()) == (3, 4)


def test_balassa_s_index_is_share_over_share_of_the_world():
    """B exports all the cars of this world: its advantage is 1 over its part of world trade."""
    found = revealed_advantage(structure(WORLD, side="exports")).frame

    assert isclose(cell(found, "rca", state="B", product="87"), 0.9 / (90 / 250))
    assert isclose(cell(found, "rca", state="A", product="27"), 1.0 / (105 / 250))
    with pytest.raises(MeasureInputError, match="matter of exports"):
        revealed_advantage(structure(WORLD, side="imports"))


def test_michaely_s_index_by_hand():
    """B's imports are 60 fuel and 45 grain; A sells fuel alone, so they share 60/105."""
    found = trade_complementarity(WORLD, index="michaely").frame

    assert isclose(cell(found, "complementarity", exporter="A", importer="B"), 100 * 60 / 105)
    assert found.height == 6


def by_loop(table: pl.DataFrame, index: str) -> dict[tuple[str, str], float]:
    """Return either index of all pairs, straight from its formula."""
    states = sorted(set(table["exporter"]) | set(table["importer"]))
    products = sorted(set(table["product"]))
    rows = [row for row in table.iter_rows(named=True) if row["value"] is not None]

    def total(**fixed: str) -> float:
        return sum(r["value"] for r in rows if all(r[k] == v for k, v in fixed.items()))

    found = {}
    for a in states:
        for b in states:
            sold, bought = total(exporter=a), total(importer=b)
            if a == b or not sold or not bought:
                continue
            x = {k: total(exporter=a, product=k) / sold for k in products}
            m = {k: total(importer=b, product=k) / bought for k in products}
            if index == "michaely":
                found[a, b] = 100 * (1 - sum(abs(m[k] - x[k]) for k in products) / 2)
                continue
            others = total() - total(importer=a)
            of = {k: total(product=k) - total(importer=a, product=k) for k in products}
            found[a, b] = sum(
                x[k] * m[k] * others / of[k] for k in products if of[k] > 1e-12 * total(product=k)
            )
    return found


@st.composite
def random_goods(draw: st.DrawFn) -> pl.DataFrame:
    """Return trade of four states in four products, some flows missing."""
    value = st.one_of(st.integers(0, 1000).map(float), st.none())
    return goods(
        *(
            (a, b, product, draw(value))
            for a in "ABCD"
            for b in "ABCD"
            for product in PRODUCTS
            if a != b and draw(st.booleans())
        )
    )


@law
@given(random_goods(), st.sampled_from(["michaely", "drysdale"]))
def test_all_pairs_at_once_agree_with_loops(table, index):
    """Both indices of every pair are those of a plain loop over the formula."""
    found = trade_complementarity(table, index=index).frame
    ours = {(row[0], row[1]): row[3] for row in found.iter_rows()}

    assert ours == pytest.approx(by_loop(table, index), rel=TOLERANCE, abs=TOLERANCE)


@law
@given(random_goods())
def test_michaely_lies_between_nothing_and_all(table):
    """The index is within 0 and 100, whatever is traded."""
    found = trade_complementarity(table, index="michaely").frame["complementarity"]

    assert found.is_between(-TOLERANCE, 100 + TOLERANCE).all()


def test_the_same_structure_fits_wholly_and_none_not_at_all():
    """100 where one sells just what the other buys, 0 where they have nothing in common."""
    table = goods(("A", "B", "27", 3.0), ("C", "D", "87", 3.0))
    found = trade_complementarity(table, index="michaely").frame

    assert cell(found, "complementarity", exporter="A", importer="B") == 100.0
    assert cell(found, "complementarity", exporter="A", importer="D") == 0.0


def test_drysdale_is_one_against_an_average_importer():
    """Where all others import in the world's proportions, every fit is 1."""
    table = goods(
        *((a, b, k, v) for a, b in ("AB", "AC", "BC", "CB") for k, v in (("27", 2.0), ("10", 6.0)))
    )
    found = trade_complementarity(table, index="drysdale").frame

    assert all(isclose(value, 1.0) for value in found["complementarity"])


def test_years_do_not_mix():
    """Each year is a world of its own."""
    later = WORLD.with_columns(year=pl.lit(2021), value=pl.col("value").reverse())
    both = trade_complementarity(pl.concat([WORLD, later]), index="drysdale").frame
    one = trade_complementarity(WORLD, index="drysdale").frame

    assert both.filter(pl.col("year") == 2020).equals(one)
    assert both.height == 2 * one.height


def test_what_one_has_and_the_other_needs_by_domain():
    """Both directions: exports of the one, imports of the other, and what passes already."""
    found = goods_by_domain(WORLD, Dyad("A", "B")).frame
    fuel = {"domain": "energy", "giver": "A"}
    cars = {"domain": "transport_infrastructure", "giver": "B"}

    assert (cell(found, "has", **fuel), cell(found, "needs", **fuel)) == (100.0, 60.0)
    assert cell(found, "exchanged", **fuel) == 60.0
    assert isclose(cell(found, "overlap", **fuel), 60 / 105)
    assert (cell(found, "has", **cars), cell(found, "needs", **cars)) == (90.0, 70.0)
    grain = found.filter(pl.col("domain") == "food_humanitarian", pl.col("giver") == "A")
    assert grain.select("has", "needs", "overlap", "exchanged").row(0) == (
        None,
        55.0 - 10.0,
        None,
        None,
    )


def test_goods_in_no_domain_stay_visible():
    """A code that no prefix fits stands under null and counts in the shares."""
    table = pl.concat([WORLD, goods(("A", "B", "99", 100.0))])
    found = structure(table, side="exports", by="domain").frame
    rest = found.filter(pl.col("state") == "A", pl.col("domain").is_null())

    assert rest["share"].item() == 0.5
    assert trade_complementarity(table, index="michaely", by="domain").frame.height == 6


@pytest.mark.parametrize(
    "call",
    [
        lambda: structure(WORLD, side="export"),
        lambda: structure(WORLD, side="exports", by="chapter"),
        lambda: structure(WORLD.drop("product"), side="exports"),
        lambda: trade_complementarity(WORLD, index="cosine"),
        lambda: with_domains(WORLD.drop("product")),
    ],
)
def test_what_does_not_fit_is_refused(call):
    """Unknown sides, groupings and indices, and trade without products, stop the measure."""
    with pytest.raises(MeasureInputError):
        call()


def test_no_trade_gives_no_pairs():
    """An empty table stays empty."""
    assert trade_complementarity(goods(), index="michaely").frame.is_empty()
