from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rapprochement.errors import ChronicleError, InputError, RapprochementError, UnreadableDocument
from rapprochement.sources import read_chronicle, read_indicators
from rapprochement.terms import ChronicleRow, EventType, Precision

FACTS = Path(__file__).parents[3] / "shared" / "facts"
HEADER = (
    "date,date_precision,source_actor,target_actor,plover_type,summary_en,summary_fr,source_name,"
    "source_url_or_ref,confidence"
)
ROW = {
    "date": "1929-06-03",
    "date_precision": "day",
    "source_actor": "CHL;PER",
    "target_actor": "UNSP",
    "plover_type": "AGREE",
    "summary": "Chile and Peru settle the question of Tacna and Arica.",
}


def row(**changes: object) -> dict[str, object]:
    """Return a row that fits, with some values changed."""
    return {**ROW, **changes}


def written(tmp_path: Path, *lines: str, header: str = HEADER) -> Path:
    """Write a chronicle file and return its path."""
    path = tmp_path / "chronicle.csv"
    path.write_text("\n".join((header, *lines)), encoding="utf-8")
    return path


def test_a_file_is_read_row_by_row(tmp_path):
    """Every column finds its place; several actors stay one row; rows count from 0."""
    path = written(
        tmp_path,
        '1929-06-03,day,PER;CHL,UNSP,AGREE,"Peru, and Chile, settle.",Accord,Book,p. 3,high',
        "",
        "1930-05,month,PER,BOL,consult,Talks,Pourparlers,Book,p. 4,",
    )

    first, second = read_chronicle(path)

    assert (first.row, first.actors, first.recipients) == (0, ("PER", "CHL"), ())
    assert (first.type, first.when.start) == (EventType.AGREE, date(1929, 6, 3))
    assert first.summary_en == "Peru, and Chile, settle."
    assert (first.source, first.reference, first.confidence) == ("Book", "p. 3", "high")
    assert (second.row, second.type, second.when.label) == (1, EventType.CONSULT, "1930-05")
    assert (second.confidence, second.speakers, second.notes) == ("", (), ())


def test_speaker_column_is_read(tmp_path):
    """Who claims a fact stands apart from who did it."""
    header = HEADER + ",speaker"
    path = written(tmp_path, "1930,year,PER,BOL,AID,a,b,s,r,low,USA;GBR", header=header)

    assert read_chronicle(path)[0].speakers == ("USA", "GBR")


@pytest.mark.parametrize("separator", [";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
def test_files_of_spreadsheets_are_read(tmp_path, separator, encoding):
    """Semicolons or tabs between cells, and the encodings of spreadsheets, are read as well."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=separator)
    writer.writerow(HEADER.split(","))
    cells = ["1929", "year", "PER;CHL", "UNSP", "AGREE", "", "Le Pérou cède à l'été", "s", "r", ""]
    writer.writerow(cells)
    path = tmp_path / "c.csv"
    path.write_bytes(buffer.getvalue().encode(encoding))

    (found,) = read_chronicle(path)

    assert (found.actors, found.summary_fr) == (("PER", "CHL"), "Le Pérou cède à l'été")


def test_mappings_with_one_summary():
    """Rows as mappings need no file; a summary of unknown language stands for both."""
    (found,) = read_chronicle([ROW])

    assert found.summary_en == found.summary_fr == ROW["summary"]
    assert (found.source, found.notes) == ("", ())


def test_a_chronicle_in_one_language_is_not_translated():
    """A row with a French summary alone keeps the English one empty."""
    given_row = {**ROW, "summary_fr": "Le Chili et le Pérou s'accordent."}
    del given_row["summary"]

    (found,) = read_chronicle([given_row])

    assert (found.summary_en, found.summary_fr[:8]) == ("", "Le Chili")


def test_rows_already_read_come_back():
    """Rows that were read before go through as they are; an empty chronicle is one too."""
    rows = read_chronicle([ROW, ROW])

    assert read_chronicle(rows) == rows
    assert all(isinstance(each, ChronicleRow) for each in rows)
    assert read_chronicle([]) == ()


@pytest.mark.parametrize(
    ("written_as", "precision", "start", "end"),
    [
        ("1929-06-03", "day", (1929, 6, 3), (1929, 6, 3)),
        ("1929-06-03T12:00:00Z", "day", (1929, 6, 3), (1929, 6, 3)),
        ("1929-W01", "week", (1928, 12, 31), (1929, 1, 6)),
        ("1929-06-05", "week", (1929, 6, 3), (1929, 6, 9)),
        ("1928-02", "month", (1928, 2, 1), (1928, 2, 29)),
        ("1929-06-03", "month", (1929, 6, 1), (1929, 6, 30)),
        ("1929-WI", "season", (1929, 12, 1), (1930, 2, 28)),
        ("1929-SP", "season", (1929, 3, 1), (1929, 5, 31)),
        ("1929-Q4", "quarter", (1929, 10, 1), (1929, 12, 31)),
        ("1929-05", "quarter", (1929, 4, 1), (1929, 6, 30)),
        ("1929", "year", (1929, 1, 1), (1929, 12, 31)),
        ("1929-06", "year", (1929, 1, 1), (1929, 12, 31)),
        ("1920s", "decade", (1920, 1, 1), (1929, 12, 31)),
        ("192X", "decade", (1920, 1, 1), (1929, 12, 31)),
        ("1929-06-03/1930-01-01", "era", (1929, 6, 3), (1930, 1, 1)),
        ("1929-06-03/1929-06-05", "day", (1929, 6, 3), (1929, 6, 5)),
    ],
)
def test_dates_are_no_finer_than_their_precision(written_as, precision, start, end):
    """A date is the whole week, month ... that the file says it is known to."""
    (found,) = read_chronicle([row(date=written_as, date_precision=precision)])

    assert (found.when.start, found.when.end) == (date(*start), date(*end))
    assert found.when.precision is Precision(precision)


@pytest.mark.parametrize(
    ("older", "type_"),
    [("YIELD", "CONCEDE"), ("DEMAND", "REQUEST"), ("FIGHT", "ASSAULT"), ("DISAPPROVE", "ACCUSE")],
)
def test_older_types_are_mapped_and_noted(older, type_):
    """Names of earlier PLOVER versions are mapped, and the row says so."""
    (found,) = read_chronicle([row(plover_type=older)])

    assert found.type is EventType(type_)
    assert found.notes == (f"type: {older} in the file, read as {type_}",)


def test_a_row_without_type_is_kept():
    """A fact outside PLOVER has no type."""
    assert read_chronicle([row(plover_type="")])[0].type is None


def test_columns_that_are_not_read_are_noted():
    """A column nobody asked for is not lost in silence."""
    assert read_chronicle([row(editor="A. R.")])[0].notes == ("columns not read: editor",)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"date": "3 June 1929"}, r"date: '3 June 1929' .* 2024-06-19"),
        ({"date": "1929-02-29"}, r"date: '1929-02-29'"),
        ({"date": "1929"}, r"date: '1929' .*precision day"),
        ({"date": ""}, r"date: ''"),
        ({"date": None}, r"date: ''"),
        ({"date": "1929-06-05/1929-06-03"}, r"date: '1929-06-05/1929-06-03'"),
        ({"date": "1929-W60", "date_precision": "week"}, r"date: .*2024-W25"),
        ({"date": "9999-WI", "date_precision": "season"}, r"date: .*2024-SP"),
        ({"date": "000X", "date_precision": "decade"}, r"date: .*1990s"),
        ({"date_precision": "hour"}, r"date_precision: 'hour' .*one of day, week, month"),
        ({"source_actor": "Peru"}, r"source_actor: 'Peru' .*RUS;PRK"),
        ({"target_actor": "PER,CHL"}, r"target_actor: 'PER,CHL'"),
        ({"speaker": "usa"}, r"speaker: 'usa'"),
        ({"plover_type": "MEET"}, r"plover_type: 'MEET' .*AGREE, CONSULT"),
        ({"confidence": "sure"}, r"confidence: 'sure' .*high, medium, low"),
        ({"summary": " "}, r"summary_en: ''"),
    ],
)
def test_a_bad_value_is_named(changes, message):
    """A value that does not fit is named by row and column, with what would fit."""
    with pytest.raises(ChronicleError, match=f"row 1, {message}"):
        read_chronicle([ROW, row(**changes)])


def test_a_bad_row_of_a_file_is_named_by_its_line(tmp_path):
    """The line is the one an editor shows, quoted line breaks counted."""
    path = written(
        tmp_path,
        '1929,year,PER,CHL,AGREE,"two\nlines",b,s,r,high',
        "1929,years,PER,CHL,AGREE,a,b,s,r,high",
    )

    with pytest.raises(ChronicleError, match=r"chronicle\.csv: 1 value(?s:.*)line 4, date_prec"):
        read_chronicle(path)


def test_all_bad_rows_are_listed_at_once(tmp_path):
    """Every misfit is listed, the first ten in words and the rest by their number."""
    path = written(tmp_path, *["1929,day,per,CHL,AGREE,a,b,s,r,high"] * 8)

    with pytest.raises(ChronicleError, match=r"16 value(?s:.*)line 6(?s:.*)and 6 more") as caught:
        read_chronicle(path)

    assert "line 7" not in str(caught.value)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "is empty"),
        ("date,source_actor\n1929,PER", "line 1: no column date_precision, target_actor"),
        (HEADER + "\n1929,year,PER,CHL,AGREE,a, b,c,s,r,high,x", "line 2: 12 cells"),
        (HEADER + '\n1929,year,PER,CHL,AGREE,"a"b,c,s,r,high', "line 2: no CSV"),
        (HEADER + '\n1929,year,PER,CHL,AGREE,"never closed,c,s,r,high\n', "line 2: no CSV"),
    ],
)
def test_a_file_that_is_no_chronicle(tmp_path, content, message):
    """A missing column, too many cells or broken quotes are named by line."""
    (tmp_path / "c.csv").write_text(content)

    with pytest.raises(ChronicleError, match=message):
        read_chronicle(tmp_path / "c.csv")


def test_a_missing_or_binary_file(tmp_path):
    """A path that leads nowhere, or to no text, is refused like any other file."""
    (tmp_path / "c.csv").write_bytes(bytes(range(256)))

    for name in ("none.csv", "c.csv"):
        with pytest.raises(UnreadableDocument, match=name):
            read_chronicle(str(tmp_path / name))


@pytest.mark.parametrize("given_as", [[1, 2], ["a"], [read_chronicle([ROW])[0], ROW]])
def test_rows_must_be_mappings(given_as):
    """Rows of another kind are refused; read rows and new rows are not mixed."""
    with pytest.raises(ChronicleError, match="mappings with the keys date"):
        read_chronicle(given_as)


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from([*ROW, "speaker", "confidence"]), st.text(max_size=12)))
def test_any_values_give_rows_or_one_error(changes):
    """Whatever stands in the cells, the answer is a row or the program's own error."""
    try:
        (found,) = read_chronicle([row(**changes)])
    except ChronicleError:
        return
    assert found.when.start <= found.when.end


@settings(deadline=None)
@given(st.text(max_size=300))
def test_any_file_gives_rows_or_one_error(tmp_path_factory, text):
    """Whatever stands in the file, the answer is rows or the program's own error."""
    path = tmp_path_factory.mktemp("any") / "c.csv"
    path.write_text(f"{HEADER}\n{text}", encoding="utf-8", errors="replace")
    try:
        assert isinstance(read_chronicle(path), tuple)
    except RapprochementError as error:
        assert "c.csv" in str(error)


FIGURE = {
    "indicator": "copper_exports",
    "reporter": "CHL",
    "partner": "PER",
    "year": "2020",
    "value": "12.5",
    "unit": "USD",
    "source": "own example",
    "confidence": "high",
}


@pytest.mark.parametrize(
    ("value", "middle", "low", "high", "kept"),
    [
        ("12.5", 12.5, None, None, ""),
        ("-90", -90.0, None, None, ""),
        ("1e9", 1e9, None, None, ""),
        ("40-45", 42.5, 40.0, 45.0, "40-45"),
        ("40–45", 42.5, 40.0, 45.0, "40–45"),
        ("~0", 0.0, None, None, "~0"),
    ],
)
def test_figures_ranges_and_approximations(value, middle, low, high, kept):
    """A range keeps its bounds and an approximation its form."""
    (found,) = read_indicators([{**FIGURE, "value": value}])

    assert (found.value, found.low, found.high, found.written) == (middle, low, high, kept)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("value", "many"), ("value", ""), ("value", "45-40"), ("value", "nan"), ("year", "20"),
        ("reporter", "Chile"), ("partner", ""), ("unit", ""), ("source", ""), ("indicator", ""),
        ("confidence", "sure"),
    ],
)  # fmt: skip
def test_a_bad_figure_is_named(column, value):
    """A figure that does not fit is named by row, column and value."""
    with pytest.raises(InputError, match=f"row 0, {column}: '{value}'"):
        read_indicators([{**FIGURE, column: value}])


def test_conflicting_figures_stand_side_by_side():
    """Two sources that disagree give two indicators."""
    rows = [FIGURE, {**FIGURE, "value": "13", "source": "another"}]

    assert [each.value for each in read_indicators(rows)] == [12.5, 13.0]


def shared(name: str) -> Path:
    """Return a file of the shared facts, or skip."""
    path = FACTS / name
    if not path.exists():
        pytest.skip(f"the shared facts are not at {path}")
    return path


def test_the_shared_chronicle_is_read_whole():
    """Every row of the example's chronicle is read; the one older type is noted."""
    path = shared("chronicle.csv")
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))

    found = read_chronicle(path)

    assert [each.summary_en for each in found] == [each["summary_en"].strip() for each in rows]
    assert [each.row for each in found if each.notes] == [
        at for at, each in enumerate(rows) if each["plover_type"] == "YIELD"
    ]


def test_the_shared_indicators_are_read_whole():
    """Every row of the example's indicators is read."""
    path = shared("structure.csv")

    assert len(read_indicators(path)) == len(path.read_text(encoding="utf-8").splitlines()) - 1
