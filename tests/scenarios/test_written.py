"""Requests as text: what is written is read back, and every mistake is answered with what fits."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rapprochement.errors import ScenarioInputError
from rapprochement.scenarios.request import Measure, Request
from rapprochement.scenarios.written import from_toml, read, short, to_toml

PLAIN = '[[measure]]\nkind = "embargo"\nby = ["EU"]\non = ["RUS"]\n'

codes = st.lists(st.text("ABCDEFGXYZ", min_size=2, max_size=4), min_size=1, max_size=3).map(tuple)
words = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
parts = st.floats(0, 1, exclude_min=True)
tables = st.dictionaries(words, parts, max_size=3)
sizes = st.floats(0, 10_000, exclude_min=True, exclude_max=True)


@st.composite
def measures(draw: st.DrawFn) -> Measure:
    """Draw a measure of any kind, with any sources and reasons."""
    kind = draw(st.sampled_from(["embargo", "cost", "tariff"]))
    return Measure(
        kind, draw(codes), draw(codes), draw(st.sampled_from(["exports", "imports", "both"])),
        draw(tables), draw(parts), None if kind == "embargo" else draw(sizes),
        draw(st.none() | st.dates()), draw(st.booleans()), *draw(st.tuples(words, words, words)),
    )  # fmt: skip


@st.composite
def requests(draw: st.DrawFn) -> Request:
    """Draw a request."""
    thetas = st.dictionaries(words, st.floats(0, 1000, exclude_min=True, exclude_max=True))
    return Request(
        tuple(draw(st.lists(measures(), min_size=1, max_size=3))), draw(words),
        draw(st.none() | words), draw(st.none() | st.integers(1800, 2200)),
        draw(st.sampled_from(["additive", "multiplicative", "balanced"])), draw(thetas),
        draw(st.booleans()),
    )  # fmt: skip


@settings(deadline=None)
@given(requests())
def test_what_is_written_is_read_back(request_) -> None:
    """A request saved beside its result is the same request when it is run again."""
    assert from_toml(to_toml(request_)) == request_


@settings(deadline=None)
@given(st.text(max_size=80))
def test_any_text_is_read_or_refused_in_words(text) -> None:
    """No text ends in anything but a request or an error that says what fits."""
    try:
        found = read(text)
    except ScenarioInputError as error:
        assert len(str(error)) > 20
    else:
        assert found.measures


@pytest.mark.parametrize(
    ("line", "measure"),
    [
        ("EU embargo RUS", Measure("embargo", ("EU",), ("RUS",))),
        ("eu+usa EMBARGO rus", Measure("embargo", ("EU", "USA"), ("RUS",))),
        ("EU,USA embargo RUS,BLR", Measure("embargo", ("EU", "USA"), ("RUS", "BLR"))),
        ("EU embargo RUS exports", Measure("embargo", ("EU",), ("RUS",), "exports")),
        ("EU embargo 40% RUS", Measure("embargo", ("EU",), ("RUS",), share=0.4)),
        (
            "EU embargo 40 % RUS energy,chemicals imports",
            Measure("embargo", ("EU",), ("RUS",), "imports", {"energy": 0.4, "chemicals": 0.4},
                    0.4),
        ),
        ("USA tariff 25% CHN", Measure("tariff", ("USA",), ("CHN",), percent=25)),
        ("USA cost 12.5% CHN exports", Measure("cost", ("USA",), ("CHN",), "exports",
                                               percent=12.5)),
        (
            "lift EU embargo RUS energy since 2022-02-24",
            Measure("embargo", ("EU",), ("RUS",), sectors={"energy": 1.0}, lift=True,
                    since=date(2022, 2, 24)),
        ),
    ],
)  # fmt: skip
def test_a_line_is_a_measure(line, measure) -> None:
    """The short form says what the TOML says."""
    assert read(line).measures == (measure,)
    assert from_toml(to_toml(read(line))) == read(line)


def test_a_line_may_hold_several_measures() -> None:
    """Semicolons set them apart, and the line is the title."""
    found = short("EU embargo RUS; USA cost 10% RUS")

    assert [m.kind for m in found.measures] == ["embargo", "cost"]
    assert found.title == "EU embargo RUS; USA cost 10% RUS"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("", "no measure"),
        ("EU ban RUS", r"'EU ban RUS' is no measure. The form is: .*embargo\|cost\|tariff"),
        ("EU cost RUS", "A cost needs percent"),
        ("EU embargo 140% RUS", r"a part above 0 and up to 1"),
        ("EU embargo 0% RUS", r"a part above 0 and up to 1"),
        ("EU embargo RUS since 2022-02-31", "since 2022-02-31: there is no such day"),
        ("EU tariff 1.2.3% RUS", "needs percent"),
        ("EU embargo RUS;", "'' is no measure"),
    ],
)
def test_a_line_that_is_no_measure_is_answered_with_the_form(line, said) -> None:
    """What came and what would fit stand in the message."""
    with pytest.raises(ScenarioInputError, match=said):
        read(line)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("title = x\n", r"no TOML: .*line 1.*begins like this"),
        ('title = "x"\n', "no measure. Give one"),
        (PLAIN + "sector = 1\n", "sector is no key of measure 1. Did you mean sectors"),
        ("measures = 1\n" + PLAIN, "measures is no key of the request. Did you mean measure"),
        ("zzz = 1\n" + PLAIN, "zzz is no key of the request. There are: bands, closure"),
        ("measure = 3\n", r"measure is no table; write \[\[measure\]\]"),
        ('[[measure]]\nkind = "embargo"\n', "measure 1 does not say by, on"),
        (PLAIN + "since = 2022\n", "since of measure 1 is 2022; a day such as 2022-02-24 fits"),
        (PLAIN + 'lift = "yes"\n', "lift of measure 1 is 'yes'; true or false fits"),
        (PLAIN + "share = true\n", "share of measure 1 is True; a number fits"),
        (PLAIN + "share = 2\n", "In measure 1: share is 2"),
        (PLAIN + "sectors = [1]\n", r"sectors of measure 1 holds \[1\]; names in quotes fit"),
        (PLAIN + 'sectors = { energy = "all" }\n', "energy in sectors of measure 1 is 'all'"),
        (PLAIN.replace('["EU"]', "[3]"), r"by of measure 1 holds \[3\]; codes in quotes fit"),
        ("bands = 1\n" + PLAIN, "bands of the request is 1; true or false fits"),
        ('year = "2021"\n' + PLAIN, "year of the request is '2021'; a number fits"),
        ("[elasticities]\nenergy = true\n" + PLAIN, "energy in elasticities is True"),
        ('closure = "open"\n' + PLAIN, "closure is 'open'; additive"),
    ],
)
def test_a_mistake_in_a_file_is_answered_with_what_fits(text, said) -> None:
    """Wrong keys, wrong types and values out of range each have their own words."""
    with pytest.raises(ScenarioInputError, match=said):
        from_toml(text)


def test_sectors_may_be_a_list_or_parts() -> None:
    """A list takes the share of the measure for each sector, a table gives each its own."""
    listed = from_toml(PLAIN + 'share = 0.3\nsectors = ["energy", "chemicals"]\n').measures[0]
    given = from_toml(PLAIN + "sectors = { energy = 0.3, chemicals = 1 }\n").measures[0]

    assert dict(listed.sectors) == {"energy": 0.3, "chemicals": 0.3}
    assert dict(given.sectors) == {"energy": 0.3, "chemicals": 1.0}


def test_a_single_code_or_measure_needs_no_brackets() -> None:
    """by = "EU" and [measure] are read as the lists of one that they mean."""
    text = '[measure]\nkind = "embargo"\nby = "eu"\non = "rus"\nsince = 2022-02-24T10:00:00\n'

    assert from_toml(text).measures == (
        Measure("embargo", ("EU",), ("RUS",), since=date(2022, 2, 24)),
    )
