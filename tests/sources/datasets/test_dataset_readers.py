"""The traps of each data set, on small files of our own."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest
from dataset_samples import ATOP, COW_YEARS, GSDB, REGISTER, VOTES, trade, write

from rapprochement.errors import DatasetError
from rapprochement.sources.datasets import KINDS, Table, load
from rapprochement.sources.datasets.gsdb.reader import parties


def rows(table: Table, *columns: str) -> list[tuple[object, ...]]:
    """Return some columns as a sorted list of rows; nothing sorts first."""
    return sorted(table.frame.select(columns).rows(), key=str)


def test_obligations_are_directed(tmp_path: Path) -> None:
    """What A owes B is not what B owes A."""
    text = ATOP + "2020,2,20,1950,1,1,0,0,0,1,5.1\n20002,20,2,1950,1,0,0,0,0,1,5.1\n"
    table = load("atop", write(tmp_path, text))

    assert rows(table, "a", "b", "defense", "consultation") == [(2, 20, 1, 1), (20, 2, 0, 1)]
    assert table.codes == "cow"
    assert tuple(table.frame.columns[:8]) == tuple(KINDS["obligations"])
    assert table.report.leftover == ()


def test_a_dyad_file_is_turned_both_ways_and_unequal_pairs_are_told(tmp_path: Path) -> None:
    """The undirected file does not say which side of an unequal pair owes what."""
    head = "dyad,mem1,mem2,year,defense,offense,neutral,nonagg,consul,asymm\n"
    text = head + "2020,2,20,1950,1,0,0,0,1,1\n"
    table = load("atop", write(tmp_path, text))

    assert rows(table, "a", "b", "defense") == [(2, 20, 1), (20, 2, 1)]
    assert any("unequal" in note for note in table.report.notes)


def test_members_of_a_treaty_are_paired_for_the_years_both_are_in(tmp_path: Path) -> None:
    """A promise counts between fellows of one year; an open end runs to the end of the data."""
    head = "atopid,member,yrent,yrexit,defense,offense,neutral,nonagg,consul\n"
    text = head + "7,2,2015,0,1,0,0,0,0\n7,20,2017,0,0,0,0,0,1\n8,2,2010,2009,1,0,0,0,0\n"
    table = load("atop", write(tmp_path, text))

    assert rows(table, "a", "b", "year", "defense", "consultation") == [
        (2, 20, 2017, 1, 0),
        (2, 20, 2018, 1, 0),
        (20, 2, 2017, 0, 1),
        (20, 2, 2018, 0, 1),
    ]
    assert table.report.left_out[0].reason == "exit before entry"


def test_the_most_detailed_of_several_atop_files_is_taken(tmp_path: Path) -> None:
    """Two forms of the same facts are not added up, and the other file is named."""
    write(tmp_path, ATOP + "1,2,20,1950,1,1,0,0,0,1,5.1\n2,20,2,1950,1,1,0,0,0,1,5.1\n", "ddyr.csv")
    write(
        tmp_path,
        "mem1,mem2,year,defense,offense,neutral,nonagg,consul\n2,20,1950,1,0,0,0,1\n",
        "dy.csv",
    )
    table = load("atop", tmp_path)

    assert table.frame.height == 2
    assert any("dy.csv" in note for note in table.report.notes)


def test_several_cow_alliances_of_a_pair_are_joined(tmp_path: Path) -> None:
    """Two treaties between two states bind them to both; an entente is to consult."""
    text = COW_YEARS + "1,2,USA,20,CAN,1950,1,0,0,0,4.1\n2,2,USA,20,CAN,1950,0,0,1,1,4.1\n"
    table = load("cow_alliances", write(tmp_path, text))

    wanted = ("a", "b", "defense", "neutrality", "nonaggression", "consultation", "offense")
    assert rows(table, *wanted) == [(2, 20, 1, 0, 1, 1, None), (20, 2, 1, 0, 1, 1, None)]
    assert any("further alliances" in note for note in table.report.notes)
    assert table.report.missing["offense"] == 2


def test_cow_spans_and_members_become_years(tmp_path: Path) -> None:
    """An alliance without an end was in force when the data ended in 2012."""
    duties = "defense,neutrality,nonaggression,entente"
    pairs = f"version4id,ccode1,ccode2,dyad_st_year,dyad_end_year,{duties}\n1,2,20,2011,,1,0,0,0\n"
    members = (
        f"version4id,ccode,mem_st_year,mem_end_year,{duties}\n"
        "1,2,2011,,1,0,0,0\n1,20,2012,,1,0,0,0\n"
    )
    spans = load("cow_alliances", write(tmp_path, pairs))
    club = load("cow_alliances", write(tmp_path, members, "m.csv"))

    assert rows(spans, "a", "b", "year") == [
        (2, 20, 2011), (2, 20, 2012), (20, 2, 2011), (20, 2, 2012),
    ]  # fmt: skip
    assert rows(club, "a", "b", "year") == [(2, 20, 2012), (20, 2, 2012)]


def test_a_vote_belongs_to_the_year_its_session_opened(tmp_path: Path) -> None:
    """A vote of May 2024 is of session 78, that is 2023; the calendar year is to be asked for."""
    path = write(tmp_path, VOTES + "9,78,2,1,2023,2024-05-10\n9,78,20,8,2023,2024-05-10\n")
    by_session, by_day = load("unga_votes", path), load("unga_votes", path, year_of="calendar")

    assert set(by_session.frame["year"]) == {2023}
    assert set(by_day.frame["year"]) == {2024}
    assert set(by_day.frame["session"]) == {78}
    assert rows(by_session, "state", "vote") == [(2, 1), (20, 8)]


def test_session_and_year_follow_from_each_other(tmp_path: Path) -> None:
    """Published files have the one, the other, or a list of roll calls beside them."""
    year = load("unga_votes", write(tmp_path, "resid,ccode,year,vote\n1,2,1950,1\n1,20,1950,3\n"))
    session = load("unga_votes", write(tmp_path, "rcid,ccode,session,vote\n1,2,5,1\n1,20,5,3\n"))

    for table in (year, session):
        assert set(table.frame.select("session", "year").rows()) == {(5, 1950)}
    with pytest.raises(DatasetError, match="list of roll calls"):
        load("unga_votes", write(tmp_path, "rcid,ccode,vote\n1,2,1\n1,20,3\n"))


def test_votes_with_names_take_session_and_day_from_the_roll_calls(tmp_path: Path) -> None:
    """The code NA of Namibia is lost in such files, so that the name is the state."""
    votes = write(
        tmp_path,
        "rcid,country,country_code,vote\n3,Namibia,NA,yes\n3,Yugoslavia,,abstain\n4,Namibia,NA,no\n",
    )
    calls = write(tmp_path, "rcid,session,date,unres\n3,46,1991-10-01,R/46/1\n", "calls.csv")
    table = load("unga_votes", [votes, calls])

    assert table.codes == "name"
    assert rows(table, "rollcall", "state", "vote", "year", "date") == [
        (3, "Namibia", 1, 1991, date(1991, 10, 1)),
        (3, "Yugoslavia", 2, 1991, date(1991, 10, 1)),
        (4, "Namibia", 3, None, None),
    ]
    assert any("list does not have" in note for note in table.report.notes)


def test_special_sessions_of_the_library_count_with_the_regular_one(tmp_path: Path) -> None:
    """The eleventh emergency session met in March 2022, while session 76 (2021) sat."""
    text = (
        "undl_id,ms_code,ms_name,ms_vote,date,session,resolution\n"
        "7,NAM,NAMIBIA,A,2022-03-02,ES-11,A/RES/ES-11/1\n7,FRA,FRANCE,Y,2022-03-02,ES-11,x\n"
        "8,FRA,FRANCE,N,2022-10-12,77,x\n9,FRA,FRANCE,X,2022-10-12,ES-11,x\n"
    )
    table = load("unga_votes", write(tmp_path, text))

    assert table.codes == "iso3"
    assert rows(table, "rollcall", "state", "vote", "session", "year") == [
        (7, "FRA", 1, 76, 2021),
        (7, "NAM", 2, 76, 2021),
        (8, "FRA", 3, 77, 2022),
        (9, "FRA", 8, 77, 2022),
    ]
    assert any("special" in note for note in table.report.notes)


def test_a_calendar_year_in_the_year_column_is_told(tmp_path: Path) -> None:
    """A year that is not the session's is not mixed with those that are."""
    text = VOTES + "1,1,2,1,1946,1946-01-01\n1,1,20,3,1946,1946-01-01\n2,1,2,1,1947,1947-01-01\n"
    table = load("unga_votes", write(tmp_path, text))

    assert set(table.frame["year"]) == {1946}
    assert any("another year" in note for note in table.report.notes)


def test_ideal_points_of_all_published_versions_fit(tmp_path: Path) -> None:
    """Names of columns changed from 2020 to 2024, and R writes Q5.All for Q5%All."""
    old = "ccode,session,NVotes,IdealPoint,Q5%,Q95%,iso3c\n2,1,42,1.6,1.3,2.0,USA\n"
    new = "ccode,session,NVotesAll,IdealPointAll,Q5.All,Q95.All,USAgree\n2,1,42,1.6,1.3,2.0,1\n"
    for text in (old, new):
        table = load("un_ideal_points", write(tmp_path, text))
        assert table.frame.row(0) == (2, 1946, 1, 1.6, 1.3, 2.0, 42)
    wrong = new + "20,1,42,1.6,1.7,2.0,1\n"

    report = load("un_ideal_points", write(tmp_path, wrong)).report
    assert report.left_out[0].reason == "the estimate lies outside its interval"


def test_deliveries_are_summed_up_and_parties_told_apart(tmp_path: Path) -> None:
    """Two deals make one flow; a copied row does not; asterisks mark who is no state."""
    text = REGISTER + (
        "1,Russia,Syria,Tank,1990,4,12.5\n1,Russia,Syria,Tank,1990,4,12.5\n"
        "2,Russia,Syria,Gun,1990,9,2\n3,Unknown supplier(s),Red Army*,Gun,1991,?,0\n"
        "4,France,United Nations**,Jeep,1992,1,1\n5,France,Chad,Gun,,,0\n"
    )
    table = load("sipri", write(tmp_path, text))

    assert rows(
        table, "supplier", "recipient", "year", "value", "supplier_kind", "recipient_kind"
    ) == [
        ("France", "United Nations**", 1992, 1.0, "state", "organisation"),
        ("Russia", "Syria", 1990, 14.5, "state", "state"),
        ("Unknown supplier(s)", "Red Army*", 1991, 0.0, "unknown", "group"),
    ]
    assert table.report.exact_duplicates == 1
    assert table.report.left_out[0].reason == "no year of delivery"
    assert table.covers(1991)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Korea, North", ["Korea, North"]),
        ("Egypt, Arab Rep., Syria", ["Egypt, Arab Rep.", "Syria"]),
        ("EU,Norway,  Iceland", ["EU", "Norway", "Iceland"]),
        (
            "Gambia, The, Congo, Democratic Republic of the",
            ["Gambia, The", "Congo, Democratic Republic of the"],
        ),
        ("", []),
    ],
)
def test_commas_inside_names_do_not_split_them(text: str, names: list[str]) -> None:
    """The source joins names by commas that some names have themselves."""
    tails = ["North", "The", "Arab Rep.", "Democratic Republic of the"]

    assert parties(text, tails) == names


def sanction(case: int, target: str, sender: str, years: str = "2000,2010") -> str:
    """Return a line of a GSDB file: a trade sanction with an ongoing aim."""
    return f'{case},"{target}","{sender}",{years},1,exp_part,0,0,0,0,0,0,1,end_war,ongoing\n'


def test_sanctions_stay_as_given_and_groups_are_marked(tmp_path: Path) -> None:
    """Members of the EU are not filled in; several senders may be asked for one by one."""
    text = GSDB + sanction(1, "Korea, North", "EU") + sanction(2, "Iran", "Norway, EU")
    text += sanction(3, "Iran", "Iran") + sanction(4, "Iran", "Chad", "2010,2000")
    path = write(tmp_path, text)
    table, single = load("gsdb", path), load("gsdb", path, split=True)

    assert rows(table, "sender", "target", "sender_kind", "target_kind", "ongoing") == [
        ("EU", "Korea, North", "group", "state", True),
        ("Norway, EU", "Iran", "several", "state", True),
    ]
    assert rows(single, "sender", "case") == [("EU", 1), ("EU", 2), ("Norway", 2)]
    assert table.frame.select("trade", "arms").row(0) == (True, False)
    assert {each.reason for each in table.report.left_out} == {
        "sender and target are the same", "ends before it begins",
    }  # fmt: skip
    assert table.covers(2005) and not table.covers(2011)


def test_years_of_the_dyadic_sanctions_file_become_spells(tmp_path: Path) -> None:
    """A gap or another sort begins a new row; a party without a code keeps its name."""
    head = (
        "case_id,sanctioned_state,sanctioning_state,sanctioned_state_iso3,sanctioning_state_iso3,"
        "year,trade,arms,military,financial,travel,other\n"
    )
    years = [(2000, 0), (2001, 0), (2002, 1), (2005, 1)]
    text = head + "".join(
        f"1,Iran,Canada,IRN,CAN,{year},1,{arms},0,0,0,0\n" for year, arms in years
    )
    text += "2,Al-Qaeda,Canada,,CAN,2001,0,1,0,0,0,0\n"
    table = load("gsdb", write(tmp_path, text))

    assert table.codes == "iso3"
    assert rows(table, "sender", "target", "begin", "end", "arms") == [
        ("CAN", "Al-Qaeda", 2001, 2001, True),
        ("CAN", "IRN", 2000, 2001, False),
        ("CAN", "IRN", 2002, 2002, True),
        ("CAN", "IRN", 2005, 2005, True),
    ]


def test_imports_flow_from_the_other_state(tmp_path: Path) -> None:
    """flow1 is what the first state imports; -9 and nothing are not known, 0 is none."""
    table = load("cow_trade", write(tmp_path, trade("2,20,2000,1.5,-9", "2,200,2000,0,")))

    assert rows(table, "exporter", "importer", "value", "unit") == [
        (2, 20, None, "million current USD"),
        (2, 200, None, "million current USD"),
        (20, 2, 1.5, "million current USD"),
        (200, 2, 0.0, "million current USD"),
    ]


def test_smoothed_flows_are_to_be_asked_for(tmp_path: Path) -> None:
    """What the publisher filled in is not what was reported."""
    head = "ccode1,ccode2,year,flow1,flow2,smoothflow1,smoothflow2\n"
    path = write(tmp_path, head + "2,20,2000,-9,1.5,3.5,1.5\n")
    bare = write(tmp_path, "ccode1,ccode2,year,flow1,flow2\n2,20,2000,1.5,1.5\n", "bare.csv")

    assert load("cow_trade", path).frame["value"].to_list() == [None, 1.5]
    assert load("cow_trade", path, smooth=True).frame["value"].to_list() == [3.5, 1.5]
    with pytest.raises(DatasetError, match="no smoothed flows"):
        load("cow_trade", bare, smooth=True)


def test_a_directed_trade_file_does_not_double_trade(tmp_path: Path) -> None:
    """Each pair in both orders is each flow twice: counted once, and self-trade left out."""
    text = trade("2,20,2000,1,3", "20,2,2000,3,1", "2,2,2000,5,5")
    table = load("cow_trade", write(tmp_path, text))

    assert rows(table, "exporter", "importer", "value") == [(2, 20, 3.0), (20, 2, 1.0)]
    assert table.report.exact_duplicates == 1
    assert table.report.rows_kept == 1


def test_baci_is_summed_over_products_and_lettered(tmp_path: Path) -> None:
    """Numbers of BACI are not ISO's (842 is the United States); the list beside it tells."""
    write(
        tmp_path,
        "t,i,j,k,v,q\n2020,842,251,10121,5,1.5\n2020,842,251,270900,7,NA\n",
        "BACI_HS92_Y2020.csv",
    )
    write(
        tmp_path,
        "t,i,j,k,v,q\n2021,842,251,270900,9,NA\n2021,842,899,270900,1,NA\n",
        "BACI_HS92_Y2021.csv",
    )
    write(
        tmp_path,
        "country_code,country_name,country_iso2,country_iso3\n842,USA,US,USA\n251,France,FR,FRA\n",
        "country_codes.csv",
    )
    write(tmp_path, "code,description\n270900,Oil\n", "product_codes.csv")
    table = load("baci", tmp_path)
    oil = load("baci", tmp_path, by_product=True, products="27")
    animals = load("baci", tmp_path, by_product=True, products=["01"])

    assert table.codes == "iso3"
    assert rows(table, "exporter", "importer", "year", "value") == [
        ("USA", "899", 2021, 1.0), ("USA", "FRA", 2020, 12.0), ("USA", "FRA", 2021, 9.0),
    ]  # fmt: skip
    assert any("899" in note for note in table.report.notes)
    assert oil.frame["value"].sum() == 17
    assert rows(animals, "product", "value", "quantity") == [("010121", 5.0, 1.5)]
    assert load("baci", tmp_path / "BACI_HS92_Y2020.csv").codes == "baci"


def test_rows_of_a_state_with_itself_are_counted_before_they_are_summed(tmp_path: Path) -> None:
    """The report counts rows of the file, not sums."""
    text = "t,i,j,k,v,q\n2020,8,8,1,5,1\n2020,8,8,2,5,1\n2020,8,12,2,5,1\n"
    report = load("baci", write(tmp_path, text)).report

    assert (report.rows_kept, report.left_out[0].rows) == (1, 2)


def test_states_of_both_lists_by_day(tmp_path: Path) -> None:
    """The last day of the list is not the end of the state; the original list has no names."""
    head = "stateabb,ccode,statenme,styear,stmonth,stday,endyear,endmonth,endday,version\n"
    cow = head + "USA,2,United States,1816,1,1,2016,12,31,2016\n"
    cow += "GFR,260,German Federal Republic,1955,5,5,1990,10,2,2016\n"
    cow += "BAD,3,Nowhere,1816,2,30,2016,12,31,2016\n"
    gw = (
        "2\tUSA\tUnited States\t01:01:1816\t31:12:2020\n260\tGFR\tGermany\t21:09:1949\t02:10:1990\n"
    )
    first = load("state_systems", write(tmp_path, cow))
    second = load("state_systems", write(tmp_path, gw, "ksgmdw.txt"))

    assert (first.codes, second.codes) == ("cow", "gw")
    assert rows(first, "code", "until", "open") == [
        (2, date(2016, 12, 31), True),
        (260, date(1990, 10, 2), False),
    ]
    assert first.report.left_out[0].reason == "since: no such day"
    assert second.frame["since"].to_list() == [date(1816, 1, 1), date(1949, 9, 21)]
    with pytest.raises(DatasetError, match="one by one"):
        load("state_systems", tmp_path)


def test_an_end_in_the_year_9999_is_no_end(tmp_path: Path) -> None:
    """Some copies write a far day for states that still exist."""
    head = "gwcode,gwc,country_name,start,end,microstate\n"
    text = head + "2,USA,United States,1816-01-01,9999-12-31,FALSE\n"
    table = load("state_systems", write(tmp_path, text))

    assert table.frame.select("until", "open").row(0) == (None, True)


def test_every_table_begins_with_the_columns_of_its_kind(tmp_path: Path) -> None:
    """Measures find the canonical columns in their order, whatever the source."""
    path = write(tmp_path, GSDB + sanction(1, "Iran", "EU"))
    frame = load("gsdb", path).frame
    kind = KINDS["sanctions"]

    assert tuple(frame.columns[: len(kind)]) == tuple(kind)
    assert all(frame.schema[name] == dtype for name, dtype in kind.items() if dtype is not None)
    assert not {"_file", "_row"} & set(frame.columns)
    assert isinstance(frame, pl.DataFrame)
