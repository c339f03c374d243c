"""Names of states as data sets write them."""

from __future__ import annotations

from datetime import date

import pytest

from rapprochement.actors.systems import by_name, by_names, names, names_of_list
from rapprochement.actors.systems.table import rows
from rapprochement.errors import CodeInputError, UnknownName


@pytest.mark.parametrize(
    ("name", "when", "code"),
    [
        ("Korea, North", None, "PRK"),
        ("Korea, Republic of", None, "KOR"),
        ("Viet Nam", None, "VNM"),
        ("Viet Nam", 1965, "VDR"),
        ("South Vietnam", 1965, "RVN"),
        ("Soviet Union", 1970, "SUN"),
        ("Russia", 1970, "SUN"),
        ("Russia", 1900, "RUS"),
        ("Yugoslavia", 2004, "SCG"),
        ("East Germany (GDR)", 1980, "DDR"),
        ("Germany", 1914, "DEU"),
        ("Congo, Democratic Republic of the", 1990, "COD"),
        ("Congo (Brazzaville)", 1990, "COG"),
        ("Yemen Arab Republic", 1970, "YEM"),
        ("Myanmar (Burma)", 1990, "MMR"),
        ("COTE D'IVOIRE", None, "CIV"),
        ("St. Lucia", None, "LCA"),
        ("Gambia, The", None, "GMB"),
        ("Korea", 1900, "XKOR"),
        ("Two Sicilies", 1850, "XSIC"),
        ("eSwatini", None, "SWZ"),
        ("NATO**", 1980, "NATO"),
        ("UNITA (Angola)*", 1980, "UNITA"),
        ("Ukraine", date(1995, 5, 1), "UKR"),
    ],
)
def test_a_name_is_the_state_of_its_day(name, when, code):
    """Inverted, remarked, accented or old: the name finds its state or group."""
    assert by_name(name, when) == code


@pytest.mark.parametrize("name", ["Haiti rebels*", "Armas (Guatemala)*", "Unknown supplier(s)", ""])
def test_a_group_is_never_taken_for_its_state(name):
    """What is not known is said, not guessed from a part of the words."""
    with pytest.raises(UnknownName, match="is no name"):
        by_name(name)


def test_a_state_that_was_not_there_is_refused_with_the_one_that_was():
    """The message names our code and the state of that ground."""
    with pytest.raises(UnknownName, match=r"is CSK, which was not there in 2000.*CZE") as caught:
        by_name("Czechoslovakia", 2000)
    assert set(caught.value.nearest) == {"CZE", "SVK"}


def test_a_misspelt_name_gets_the_nearest():
    """The error offers what looks alike."""
    with pytest.raises(UnknownName, match=r"Germany \(DEU\)"):
        by_name("Gemany")


def test_every_name_of_the_lists_is_read():
    """Each English and French name of ours finds a state, its own unless states share it."""
    for code, both in names().items():
        for name in both:
            assert names()[by_name(name)][0], (code, name)


def test_spellings_are_of_states_we_know():
    """The table of spellings names no code that is nowhere else."""
    assert {row["code"] for row in rows("spellings")} <= set(names())


def test_many_names_at_once():
    """Values row by row, and one reason for each name without a state."""
    values, reasons = by_names(["Norway", None, "Atlantis", "Norway"], 1990)

    assert values == ["NOR", None, None, "NOR"]
    assert list(reasons) == ["Atlantis"]


def test_as_many_days_as_names():
    """A list of days of another length is refused."""
    with pytest.raises(CodeInputError, match="2 names came with 1 days"):
        by_names(["Norway", "Peru"], [1990])


def test_a_list_with_commas_is_cut_between_names():
    """Commas that belong to a name do not cut it; what is not known stays whole."""
    cell = "Congo, Democratic Republic of the, Eritrea, Korea, North,Somewhere"
    assert names_of_list(cell) == [
        "Congo, Democratic Republic of the",
        "Eritrea",
        "Korea, North",
        "Somewhere",
    ]
