"""State codes by day: named cases of the known traps, and the laws of every list."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapprochement.actors import Registry, systems
from rapprochement.actors.systems import SYSTEMS, Outcome, mapping, member, members, translate
from rapprochement.actors.systems.table import Span, rows, system
from rapprochement.errors import CodeInputError, UnknownCode, UnknownSystem

CONVENTIONS = ("first_day", "mid_year", "last_day")
DAYS = st.dates(date(1816, 1, 1), date(2025, 12, 31))


def spans(name: str) -> list[Span]:
    """Return every span of a system."""
    return [span for found in system(name).by_code.values() for span in found]


@pytest.mark.parametrize(
    ("name", "code", "when", "ours"),
    [
        ("cow", 255, 1914, "DEU"),  # Prussia, then the Reich
        ("cow", 260, 1970, "DEU"),  # the Federal Republic
        ("cow", 265, 1970, "DDR"),
        ("cow", 255, 1995, "DEU"),
        ("gw", 260, 1970, "DEU"),
        ("gw", 260, 1995, "DEU"),
        ("gw", 265, 1989, "DDR"),
        ("cow", 678, 1970, "YEM"),
        ("cow", 679, 1995, "YEM"),
        ("cow", 680, 1970, "YMD"),
        ("gw", 678, 1970, "YEM"),
        ("gw", 678, 1995, "YEM"),
        ("gw", 680, 1970, "YMD"),
        ("cow", 816, 1960, "VDR"),
        ("cow", 817, 1960, "RVN"),
        ("cow", 816, 1980, "VNM"),
        ("gw", 815, 1850, "XVNM"),
        ("gw", 816, 1980, "VNM"),
        ("cow", 710, 1960, "CHN"),
        ("cow", 713, 1960, "TWN"),
        ("gw", 713, 1990, "TWN"),
        ("gw", 711, 1930, "XTB"),
        ("cow", 345, 1900, "SRB"),
        ("cow", 345, 1930, "YUG"),
        ("cow", 345, 2000, "YUG"),
        ("cow", 345, 2004, "SCG"),
        ("cow", 345, 2010, "SRB"),
        ("gw", 340, 1900, "SRB"),
        ("gw", 340, 2010, "SRB"),
        ("gw", 345, 2004, "SCG"),
        ("cow", 341, 2010, "MNE"),
        ("polity", 341, 2010, "XKX"),
        ("cow", 347, 2010, "XKX"),
        ("polity", 347, 2000, "YUG"),
        ("cow", 365, 1914, "RUS"),
        ("cow", 365, 1950, "SUN"),
        ("cow", 365, 2000, "RUS"),
        ("polity", 364, 1950, "SUN"),
        ("cow", 315, 1930, "CSK"),
        ("cow", 316, 2000, "CZE"),
        ("cow", 317, 2000, "SVK"),
        ("vdem", 157, 1970, "CSK"),
        ("cow", 300, 1900, "XAUH"),
        ("cow", 305, 1930, "AUT"),
        ("vdem", 144, 1900, "XAUH"),
        ("cow", 325, 1850, "ITA"),  # Sardinia
        ("vdem", 373, 1850, "ITA"),
        ("cow", 640, 1850, "TUR"),
        ("cow", 730, 1900, "XKOR"),
        ("vdem", 42, 1900, "XKOR"),
        ("vdem", 42, 1990, "KOR"),
        ("vdem", 41, 1990, "PRK"),
        ("cow", 511, 1964, "XZA"),
        ("polity", 530, 1980, "ETH"),
        ("polity", 529, 2000, "ETH"),
        ("polity", 769, 1960, "PAK"),
        ("cow", 770, 1960, "PAK"),
        ("cow", 771, 1980, "BGD"),
        ("cow", 626, 2012, "SSD"),
        ("polity", 626, 2012, "SDN"),
        ("polity", 525, 2012, "SSD"),
        ("cow", 329, 1850, "XSIC"),
        ("gw", 89, 1830, "XUPC"),
        ("gw", 563, 1900, "XTRA"),
        ("gw", 564, 1900, "XOFS"),
        ("gw", 397, 2015, "XSO"),
        ("cow_abb", "gfr", 1970, "DEU"),
        ("gw_abb", "HSD", 1850, "XHSG"),
        ("cow_abb", "HSG", 1850, "XHSG"),
        ("iso3", "ROM", 1980, "ROU"),
        ("iso3", "ZAR", 1980, "COD"),
        ("iso3", "TMP", 1980, "TLS"),
        ("iso3", "BUR", 1980, "MMR"),
        ("iso2", "CS", 1980, "CSK"),
        ("iso2", "CS", 2004, "SCG"),
        ("iso2", "YU", 1980, "YUG"),
        ("iso_num", 891, 2000, "YUG"),
        ("iso_num", 891, 2004, "SCG"),
        ("iso_num", "008", 2004, "ALB"),
        ("iso_num", 280, 1970, "DEU"),
        ("iso_former", "SUHH", 1980, "SUN"),
        ("vdem_abb", "VDR", 1960, "RVN"),  # V-Dem's letters for the Republic of Vietnam
    ],
)
def test_a_code_is_the_state_of_its_time(name, code, when, ours):
    """The traps between systems: one number, several states; one state, several numbers."""
    assert translate(name, [code], when) == [ours]


@pytest.mark.parametrize(
    ("name", "code", "last_day", "before", "after"),
    [
        ("cow", 365, date(1991, 12, 25), "SUN", "RUS"),
        ("cow", 365, date(1922, 12, 29), "RUS", "SUN"),
        ("gw", 345, date(2003, 2, 3), "YUG", "SCG"),
        ("cow", 345, date(2006, 6, 4), "SCG", "SRB"),
        ("cow", 816, date(1976, 7, 1), "VDR", "VNM"),
        ("iso2", "CS", date(1992, 12, 31), "CSK", None),
    ],
)
def test_the_state_changes_overnight(name, code, last_day, before, after):
    """On the last day the code is the old state, on the next the new one."""
    assert translate(name, [code, code], [last_day, last_day + timedelta(1)]) == [before, after]


@pytest.mark.parametrize(
    ("convention", "russia", "germany", "romania"),
    [
        ("first_day", "SUN", 260, "ROM"),
        ("mid_year", "SUN", 260, "ROU"),
        ("last_day", "RUS", 255, "ROU"),
    ],
)
def test_the_convention_decides_within_a_year(convention, russia, germany, romania):
    """A year in which something changes is read on the day the caller names."""
    assert translate("cow", [365], 1991, convention=convention) == [russia]
    assert translate("actor", ["DEU"], 1990, to="cow", convention=convention) == [germany]
    assert translate("actor", ["ROU"], 2002, to="iso3", convention=convention) == [romania]


@pytest.mark.parametrize("convention", CONVENTIONS)
def test_a_code_of_half_a_year_is_read_in_that_half(convention):
    """A code that ends or begins within the year is not lost, whatever the convention."""
    assert translate("cow", [260, 255, 265], 1990, convention=convention) == ["DEU", "DEU", "DDR"]
    assert translate("cow", [511], 1963, convention=convention) == ["XZA"]


@pytest.mark.parametrize("name", SYSTEMS)
def test_no_code_is_two_states_on_a_day_and_no_state_two_codes(name):
    """Within a system the spans of a code never overlap, nor do those of a state."""
    for table in (system(name).by_code, system(name).by_canonical):
        for found in table.values():
            for earlier, later in pairwise(found):
                assert earlier.since <= earlier.until < later.since <= later.until


@pytest.mark.parametrize("name", SYSTEMS)
def test_every_state_is_in_the_register_or_has_a_label(name):
    """Our codes are the register's, lands of ISO 3166, or listed as historic."""
    registered = {actor.code for actor in Registry.default().states()}
    lands = {row["canonical"] for row in rows("iso")}
    historic = {row["code"] for row in rows("historic")}

    assert set(system(name).by_canonical) <= registered | lands | historic
    assert not historic & (registered | lands)


def test_a_historic_code_has_x_four_letters_and_heirs_we_know():
    """Historic codes cannot be taken for ISO's, and say what came after."""
    for row in rows("historic"):
        assert len(row["code"]) == 4
        assert row["code"][0] == "X"
        assert row["kind"] in ("historic", "part")
        assert all(heir in systems.names() for heir in row["after"].split("|"))


@pytest.mark.parametrize("name", [name for name in SYSTEMS if name != "actor"])
@given(data=st.data())
def test_a_code_comes_back_on_every_day_it_holds(name, data):
    """Round trip: on a day of its span a code is one state, and that state is the code again."""
    span = data.draw(st.sampled_from(spans(name)))
    since, until = max(span.since, date(1700, 1, 1)), min(span.until, date(2025, 12, 31))
    day = data.draw(st.dates(since, until))

    ours = translate(name, [span.code], day)

    assert ours == [span.canonical]
    assert translate("actor", ours, day, to=name) == [span.code]
    assert member(name, span.code, day)
    assert span.code in members(name, day)


@pytest.mark.parametrize("name", ["cow", "gw", "vdem", "polity"])
@given(day=DAYS)
def test_no_two_members_of_a_day_are_one_state(name, day):
    """As many states as codes on any day: nothing is merged, nothing is lost."""
    codes = members(name, day)
    states = translate(name, codes, day)

    assert None not in states
    assert len(set(states)) == len(codes)


@pytest.mark.parametrize(("name", "to"), list(combinations(["cow", "gw", "vdem", "iso3"], 2)))
@given(day=DAYS)
def test_systems_agree_by_way_of_our_code(name, to, day):
    """What one system calls a state, another calls the same state, there and back."""
    codes = members(name, day)
    there = translate(name, codes, day, to=to)
    pairs = [(code, other) for code, other in zip(codes, there, strict=True) if other is not None]

    assert translate(to, [b for _, b in pairs], day, to=name) == [a for a, _ in pairs]


@pytest.mark.parametrize("name", ["cow", "gw"])
@pytest.mark.parametrize("convention", CONVENTIONS)
@given(year=st.integers(1816, 2025))
def test_every_state_year_is_mapped(name, convention, year):
    """No state of a year goes without our code, under any convention."""
    codes = systems.states_of_year(name, year)

    assert None not in translate(name, codes, year, convention=convention)
    assert set(systems.states_of_year(name, year, convention)) <= set(codes)


def test_the_only_years_with_two_codes_of_one_state_are_told():
    """COW counts Germany and Yemen twice in 1990; the report says so, and there are no others."""
    pairs = [(code, y) for y in range(1816, 2020) for code in systems.states_of_year("cow", y)]
    report = mapping("cow", [code for code, _ in pairs], [year for _, year in pairs]).report

    assert report.complete
    assert [(m.value, m.when, m.codes) for m in report.merges] == [
        ("DEU", 1990, ("255", "260")),
        ("YEM", 1990, ("678", "679")),
    ]


def test_occupied_states_are_no_members_for_cow_and_are_for_gw():
    """Membership is the list's own: occupied in 1942, Poland is there for GW alone."""
    assert not member("cow", 290, date(1942, 1, 1))
    assert member("gw", 290, date(1942, 1, 1))
    assert member("cow", 220, 1942)  # France, until November
    assert not member("cow", 220, date(1942, 11, 12))
    assert translate("gw", [290], date(1942, 1, 1), to="cow") == [None]


def test_how_many_states_there_were():
    """The sizes of the systems on known days."""
    assert len(members("cow", date(1816, 1, 1))) == 23
    assert len(members("cow", date(2016, 12, 31))) == 195
    assert "SUN" in members("actor", date(1991, 12, 25))
    assert "RUS" not in members("actor", date(1991, 12, 25))
    assert systems.states_of_year("cow", 1990).count(260) == 1
    assert 260 not in systems.states_of_year("cow", 1990, "last_day")


def test_a_renamed_iso_code_is_read_on_any_day_and_a_successor_is_not():
    """COD in 1980 is Zaire's later name; RUS in 1970 is no name of the Soviet Union."""
    assert translate("iso3", ["COD", "MMR", "ROM"], [1980, 1970, 2010]) == ["COD", "MMR", "ROU"]
    assert translate("iso3", ["RUS", "VNM", "SVK", "DDR"], [1970, 1960, 1980, 2000]) == [None] * 4
    assert translate("actor", ["COD"], [1980], to="iso3") == ["ZAR"]


@pytest.mark.parametrize("code", ["365", " 365 ", 365.0, 365])
def test_numbers_are_read_however_they_are_written(code):
    """A number may come as text or as a float, as tables with gaps have it."""
    assert translate("cow", [code], 2000) == ["RUS"]


def test_missing_stays_missing():
    """No code or no day gives no code, and is counted as blank."""
    found = mapping("cow", [None, float("nan"), 2], [1990, 1990, None])

    assert found.values == (None, None, None)
    assert (found.report.blank, found.report.complete) == (3, True)


def test_a_datetime_is_its_day():
    """Hours do not matter."""
    assert translate("cow", [365], datetime(1991, 12, 25, 23, 59)) == ["SUN"]


def test_an_unknown_code_is_refused_with_what_would_fit():
    """The error says what came, what is near, and where the code is at home."""
    with pytest.raises(UnknownCode, match=r"364.*Nearest codes: 365.*polity") as caught:
        translate("cow", [2, 364], 1980)

    assert caught.value.nearest[0] == "365"
    assert "polity" in caught.value.elsewhere


@pytest.mark.parametrize(
    "call", [lambda: member("cow", 364, 1980), lambda: translate("cow", [True], 1)]
)
def test_membership_of_an_unknown_code_is_refused(call):
    """A code that never was gets an error, not a no."""
    with pytest.raises(UnknownCode):
        call()


def test_an_unknown_system_is_refused_with_the_list():
    """The error lists the systems."""
    with pytest.raises(UnknownSystem, match="cow_abb"):
        translate("correlates", [2], 1990)


@pytest.mark.parametrize("when", [0, 10000, "1990", 1990.0, True])
def test_what_is_no_day_is_refused(when):
    """Days are dates, years integers."""
    with pytest.raises(CodeInputError, match="neither a day nor a year"):
        translate("cow", [2], [when])


def test_wrong_conventions_and_lengths_are_refused():
    """The messages say what would fit."""
    with pytest.raises(CodeInputError, match="first_day, mid_year, last_day"):
        translate("cow", [2], 1990, convention="new_year")
    with pytest.raises(CodeInputError, match="2 codes came with 1 days"):
        translate("cow", [2, 20], [1990])


@pytest.mark.parametrize(
    ("code", "when", "outcome", "near"),
    [
        (255, 1970, Outcome.NOT_THEN, "260"),
        (679, 1980, Outcome.NOT_THEN, "678"),
        (315, 1995, Outcome.NOT_THEN, "316"),
        (300, 1930, Outcome.NOT_THEN, "305"),
        (337, 1900, Outcome.NOT_THEN, "325"),
        (817, 1980, Outcome.NOT_THEN, "816"),
        (364, 1980, Outcome.UNKNOWN, "365"),
    ],
)
def test_a_miss_is_told_with_the_nearest_code(code, when, outcome, near):
    """What could not be mapped is reported with its reason and the code of that day's state."""
    report = mapping("cow", [code, code, 2], [when, when, when]).report

    (miss,) = report.misses
    assert (miss.outcome, miss.rows, miss.first, miss.last) == (outcome, 2, when, when)
    assert miss.nearest[0] == near
    assert (report.rows, report.mapped) == (3, 1)
    assert f"{code}: {outcome}, 2 rows, {when}" in str(report)


def test_a_state_the_other_system_does_not_count_is_no_false_zero():
    """GW counts Madagascar in 1850, COW does not: the row stays, and what is missing is told."""
    found = mapping("gw", [580], [1850], to="cow")

    assert found.values == (None,)
    (miss,) = found.report.misses
    assert (miss.outcome, miss.canonical) == (Outcome.NO_COUNTERPART, "MDG")


@given(
    st.lists(
        st.tuples(
            st.sampled_from([2, 255, 260, 364, 345, None, 999]), st.sampled_from([1914, 1990, 2005])
        )
    )
)
def test_every_row_is_accounted_for(pairs):
    """Rows are mapped, blank or in a miss; none goes lost."""
    found = mapping("cow", [code for code, _ in pairs], [year for _, year in pairs])
    report = found.report

    assert len(found.values) == len(pairs) == report.rows
    assert report.rows == report.mapped + report.blank + sum(miss.rows for miss in report.misses)
    assert report.mapped == sum(value is not None for value in found.values)
