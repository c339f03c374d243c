"""GDP of the World Bank in the shapes it is downloaded in; all figures here are made up."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from dataset_samples import write
from hypothesis import given, settings
from hypothesis import strategies as st

from rapprochement.errors import DatasetError
from rapprochement.sources.datasets import KINDS, Table, description, load

PREAMBLE = (
    '\ufeff"Data Source","World Development Indicators",\n\n"Last Updated Date","2024-06-28",\n\n'
)
NAMES = '"Country Name","Country Code","Indicator Name","Indicator Code",'
MEANT = '"GDP (current US$)","NY.GDP.MKTP.CD",'


def wide(*rows: str, years: str = "1990,1991,1992", indicator: str = MEANT) -> str:
    """Return a file as the site gives it, of rows 'Name,CODE,figure,figure,figure'."""
    lines = [PREAMBLE + NAMES + "".join(f'"{year}",' for year in years.split(","))]
    for row in rows:
        name, code, *figures = row.split(",")
        lines.append(f'"{name}","{code}",{indicator}' + "".join(f'"{f}",' for f in figures))
    return "\n".join(lines) + "\n"


def figures(table: Table) -> dict[tuple[str, int], float | None]:
    """Return the value of each state and year."""
    return {(s, y): v for s, y, v in table.frame.select("state", "year", "value").iter_rows()}


USA = "United States,USA,5000000000,6000000000,7000000000"


def test_columns_of_years_become_rows(tmp_path: Path) -> None:
    """One row for each economy and year, with its unit; what is not known is missing, not zero."""
    table = load("world_bank_gdp", write(tmp_path, wide(USA, "Aruba,ABW,,40000000,")))

    assert figures(table) == {
        ("ABW", 1990): None, ("ABW", 1991): 4e7, ("ABW", 1992): None,
        ("USA", 1990): 5e9, ("USA", 1991): 6e9, ("USA", 1992): 7e9,
    }  # fmt: skip
    assert tuple(table.frame.columns) == tuple(KINDS["gdp"])
    assert set(table.frame["unit"]) == {"current USD"}
    assert table.codes == "iso3"
    assert table.report.missing["value"] == 2


def test_the_comma_at_the_end_of_lines_is_no_column(tmp_path: Path) -> None:
    """The lines before the names, the byte order mark and the last comma leave no trace."""
    report = load("world_bank_gdp", write(tmp_path, wide(USA))).report
    more = wide(USA).replace('1992",', '1992","Remark",').replace('7000000000",', '7","x",')

    assert report.leftover == ()
    assert (report.rows_read, report.rows_kept, report.left_out) == (1, 1, ())
    assert load("world_bank_gdp", write(tmp_path, more)).report.leftover == ("Remark",)


def test_aggregates_are_left_out_and_counted(tmp_path: Path) -> None:
    """The world and the EU are no economies of their own; Kosovo and the Channel Islands are."""
    rows = [f"{code},{code},1e9,2e9,3e9" for code in ("WLD", "EUU", "ARB", "XKX", "CHI")]
    table = load("world_bank_gdp", write(tmp_path, wide(USA, *rows)))

    assert set(table.frame["state"]) == {"USA", "XKX", "CHI"}
    (left,) = table.report.left_out
    assert (left.rows, left.examples[0]) == (3, "file.csv row 2")
    assert "World" in left.reason
    assert table.report.rows_kept == 3


@pytest.mark.parametrize(
    ("head", "row"),
    [
        ("country,iso3,year,value", "United States,USA,1991,5e9"),
        ("Country Name,Country Code,Year,Value", "United States,USA,1991,5e9"),
        ("country,iso2c,iso3c,year,NY.GDP.MKTP.CD", "United States,US,USA,1991,5e9"),
        (
            "Country Name,Country Code,Time,Time Code,GDP (current US$) [NY.GDP.MKTP.CD]",
            "United States,USA,1991,YR1991,5e9",
        ),
        ("countryiso3code,date,value,unit,obs_status,decimal", "USA,1991,5e9,,,0"),
    ],
)
def test_long_tables_of_all_makers_fit(head: str, row: str, tmp_path: Path) -> None:
    """The API, DataBank and the readers of R and Python name the same columns differently."""
    empty = row.replace("1991", "1990").replace("5e9", "")
    table = load("world_bank_gdp", write(tmp_path, f"{head}\n{row}\n{empty}\n"))

    assert figures(table) == {("USA", 1991): 5e9}  # nobody has a figure of 1990
    assert not table.covers(1990)
    assert table.report.leftover == ()


def test_databank_writes_two_points_and_a_footer(tmp_path: Path) -> None:
    """Its years are '1990 [YR1990]', its gaps '..', its last lines no data: they are counted."""
    text = (
        "Country Name,Country Code,Series Name,Series Code,1990 [YR1990],1991 [YR1991]\n"
        "United States,USA,GDP (current US$),NY.GDP.MKTP.CD,5e9,..\n"
        "Chad,TCD,GDP (current US$),NY.GDP.MKTP.CD,..,6e9\n"
        ",,,,,\nData from database: World Development Indicators,,,,,\n"
    )
    table = load("world_bank_gdp", write(tmp_path, text))

    assert figures(table)["USA", 1991] is None
    assert figures(table)["TCD", 1991] == 6e9
    assert [(each.reason, each.rows) for each in table.report.left_out] == [("an empty line", 2)]
    assert table.report.leftover == ()


def test_years_that_only_have_a_column_are_not_covered(tmp_path: Path) -> None:
    """The newest year has a column before it has figures: of it nothing is known."""
    table = load("world_bank_gdp", write(tmp_path, wide("Chad,TCD,,60000000,")))

    assert table.covers(1991)
    assert not table.covers(1990) and not table.covers(1992)


def test_former_codes_of_the_bank_become_those_of_today(tmp_path: Path) -> None:
    """Editions before 2016 write ROM for Romania and ZAR for Congo (Kinshasa)."""
    rows = ["Romania,ROM,1e9,,", "Zaire,ZAR,,2e9,", "Kosovo,KSV,,,3e9"]
    table = load("world_bank_gdp", write(tmp_path, wide(*rows)))

    known = {key: value for key, value in figures(table).items() if value}
    assert known == {("ROU", 1990): 1e9, ("COD", 1991): 2e9, ("XKX", 1992): 3e9}


def test_other_indicators_are_not_taken_for_gdp(tmp_path: Path) -> None:
    """Of a file with several indicators one is taken; a file of another one alone is refused."""
    person = '"GDP per capita (current US$)","NY.GDP.PCAP.CD",'
    other = wide("Chad,TCD,900,900,900", indicator=person)
    both = wide(USA) + other.splitlines()[-1] + "\n"
    table = load("world_bank_gdp", write(tmp_path, both))

    assert set(table.frame["state"]) == {"USA"}
    assert "another indicator" in table.report.left_out[0].reason
    with pytest.raises(DatasetError, match=r"another indicator than NY\.GDP\.MKTP\.CD"):
        load("world_bank_gdp", write(tmp_path, other))


def test_nought_is_taken_as_not_known_and_told(tmp_path: Path) -> None:
    """Copies that fill gaps with 0 do not make economies that make nothing."""
    table = load("world_bank_gdp", write(tmp_path, wide(USA, "Chad,TCD,0,60000000,-1")))

    assert [figures(table)["TCD", year] for year in (1990, 1991, 1992)] == [None, 6e7, None]
    assert any(note.startswith("2 figures of 0 or less") for note in table.report.notes)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("United States,USA,5e3,6e3,7e3", "thousands or millions"),
        ("Chad,TCD,700,800,900", "for each inhabitant"),
        ("Indonesia,IDN,2e16,2e16,2e16", "another currency"),
    ],
)
def test_figures_in_another_unit_are_refused(row: str, words: str, tmp_path: Path) -> None:
    """A GDP that no economy ever had stops, with the reason."""
    with pytest.raises(DatasetError, match=words):
        load("world_bank_gdp", write(tmp_path, wide(row)))


def test_thousands_are_seen_where_many_economies_are(tmp_path: Path) -> None:
    """A whole file in thousands has a largest economy that is too small for the world's."""
    rows = [f"X,{number:03d},5e7,6e7,7e7" for number in range(120)]

    with pytest.raises(DatasetError, match="five hundred billion"):
        load("world_bank_gdp", write(tmp_path, wide(*rows)))


def test_an_excerpt_and_a_wrong_figure_are_told(tmp_path: Path) -> None:
    """Few economies make shares of the rest of the world too large; one slip is kept, and said."""
    report = load("world_bank_gdp", write(tmp_path, wide(USA, "Georgia,GEO,11502.6,,"))).report

    assert {each.what for each in report.warnings} == {"economies with a figure", "smallest GDP"}


def test_an_unreadable_figure_takes_its_row_along(tmp_path: Path) -> None:
    """What is no number is not guessed at: the row is named with the year."""
    report = load("world_bank_gdp", write(tmp_path, wide(USA, "Chad,TCD,6e7,abc,6e7"))).report

    assert report.left_out[0].reason == "1991: no number"
    assert report.left_out[0].examples == ("file.csv row 2",)


def test_the_archive_is_taken_whole(tmp_path: Path) -> None:
    """The zip of the site has two more files, about countries and the indicator: not used."""
    with zipfile.ZipFile(tmp_path / "API.zip", "w") as archive:
        archive.writestr("API_NY.GDP.MKTP.CD_DS2_en_csv_v2_1.csv", wide(USA))
        archive.writestr("Metadata_Country.csv", '"Country Code","Region",\n"USA","Somewhere",\n')
        archive.writestr("Metadata_Indicator.csv", '"INDICATOR_CODE","SOURCE_NOTE",\n"X","y",\n')
    table = load("world_bank_gdp", tmp_path / "API.zip")

    assert table.frame.height == 3
    assert any("Metadata_Country.csv" in note for note in table.report.notes)


def test_two_editions_are_not_mixed(tmp_path: Path) -> None:
    """Every edition revises the past: with two of them neither figure is right for sure."""
    revised = USA.replace("5000000000", "5500000000")
    files = [write(tmp_path, wide(USA), "a.csv"), write(tmp_path, wide(revised), "b.csv")]

    with pytest.raises(DatasetError, match="load one of them"):
        load("world_bank_gdp", files)


def test_licence_and_attribution_are_in_the_description() -> None:
    """The licence asks for attribution: the citation names publisher, indicator and licence."""
    known = description("world_bank_gdp")

    assert "CC BY 4.0" in known.licence and "CC BY 4.0" in known.cite
    assert "World Bank" in known.cite and known.more["indicator"] in known.cite


CELL = st.sampled_from(["", "..", "60000000", " 7e7 ", "0", "-5", "x", "1e9"])
ROWS = st.lists(st.tuples(CELL, CELL, CELL), max_size=12)


@settings(max_examples=40, deadline=None)
@given(rows=ROWS)
def test_every_row_is_accounted_for(rows: list[tuple[str, str, str]], tmp_path_factory) -> None:
    """Rows read are kept or counted, and no state has two figures of a year or one of nought."""
    lines = [f"S{n},S{n:02d},{','.join(cells)}" for n, cells in enumerate(rows)]
    table = load("world_bank_gdp", write(tmp_path_factory.mktemp("w"), wide(USA, *lines)))
    report = table.report

    left = sum(each.rows for each in report.left_out)
    assert report.rows_read == len(rows) + 1 == report.rows_kept + left + report.exact_duplicates
    assert table.frame.height == 3 * report.rows_kept  # the USA have a figure in all years
    assert not table.frame.select("state", "year").is_duplicated().any()
    assert all(value is None or value > 0 for value in figures(table).values())
