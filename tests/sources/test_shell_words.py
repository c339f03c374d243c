from __future__ import annotations

import csv
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rapprochement.sources.language import SUPPORTED, function_words
from rapprochement.sources.shell import plain, plain_entry, role_of, vocabulary


def table(name: str) -> list[dict[str, str]]:
    """Return the rows of a data file of the room."""
    source = files("rapprochement.sources").joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(line for line in source.splitlines() if not line.startswith("#")))


def test_shell_words_are_well_formed():
    """Every row names a language, a way to match and a role that the code knows."""
    for row in table("shell_words.csv"):
        assert row["language"] in SUPPORTED
        assert row["match"] in ("line", "start", "within")
        assert row["role"] in ("shell", "end", "next", "contents", "byline")
        assert all(word.strip() for word in row["words"].split("|"))


def test_shell_words_are_written_as_they_are_compared():
    """An entry with a capital or an accent would never match: there is none."""
    for row in table("shell_words.csv"):
        for word in row["words"].split("|"):
            assert word == plain_entry(word)


def test_a_whole_line_has_one_role_in_a_language():
    """No line is listed twice with different roles in one language."""
    seen: dict[tuple[str, str], str] = {}
    for row in table("shell_words.csv"):
        for word in row["words"].split("|"):
            if row["match"] == "line":
                assert seen.setdefault((row["language"], word), row["role"]) == row["role"]


def test_notices_are_more_than_one_word_or_long():
    """Words looked for anywhere in a passage are so special that no article uses them by chance."""
    for words, _ in vocabulary()["within"]:
        assert len(words) >= 8


def test_function_words_belong_to_one_language():
    """A word listed for both languages would tell nothing."""
    words = [word for row in table("function_words.csv") for word in row["words"].split()]

    assert len(words) == len(set(words)) == len(function_words())


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("Rechercher", "shell"),
        ("RECHERCHER…", "shell"),
        ("Commentaires (12)", "end"),
        ("3 comments", "end"),
        ("Suivez-nous sur Facebook", "shell"),
        ("Rejoignez notre liste de diffusion", "shell"),
        ("Sommaire :", "contents"),
        ("Par Ana Ruiz, à Lima", "byline"),
        ("Lire aussi : Le lac baisse", "next"),
        ("À lire aussi", "next"),
        ("© 2021 La Gazette. Tous droits réservés.", "shell"),
        ("ana.ruiz@example.org", "shell"),
        ("Courriel : ana.ruiz@example.org", "shell"),
        ("Tél. : +51 1 555 12 12", "shell"),
        ("https://example.org/lima", "shell"),
        ("12, rue des Alpes, 1201 Genève", "shell"),
        ("10 Harbour Road, London SW1A 1AA", "shell"),
        ("Accueil | Monde | Culture | Sport", "shell"),
        ("[Accueil](/) [Monde](/monde) [Sport](/sport)", "shell"),
        ("We use cookies to improve this site. See our privacy policy.", "shell"),
    ],
)
def test_lines_of_the_shell_are_known(line, role):
    """Menus, counters, addresses, telephones, invitations and notices are known one by one."""
    assert role_of(line) == role


@pytest.mark.parametrize(
    "line",
    [
        "Guerre du Pacifique, 1879-1884",
        "Lima, 1929-1930",
        "Le 19 juin 1929",
        "3 juin 1929 - 28 juillet 1929",
        "1929-06-03",
        "1 500 000 000",
        "Place aux négociations",
        "Le Chili au Conseil de sécurité",
        "The road to Arica",
        "Searching for a port",
        "Commenting the treaty",
        "Menu à la carte pour Santiago",
        "Le Pérou, le Chili | La Bolivie",
        "Selon [le texte](https://example.org/t) signé hier, les deux pays coopèrent.",
        "The spy agency used cookies and the newsletter of a ministry to follow diplomats abroad.",
        "Prosecutors in Lima say that the minister's aides sold the names of 4,000 readers of "
        "our newsletter to a company in Santiago before the treaty was signed last May.",
        "Un courriel d'ana.ruiz@example.org montre que le ministère connaissait le plan.",
    ],
)
def test_lines_of_an_article_are_not_taken_for_shell(line):
    """Years, dates, figures, headings and sentences with a link are no shell."""
    assert role_of(line) is None


@settings(deadline=None)
@given(st.text(max_size=3000))
def test_any_line_has_a_role_or_none(line):
    """No line breaks the judgement."""
    assert role_of(line) in (None, "shell", "end", "next", "contents", "byline")


@settings(deadline=None)
@given(st.text())
def test_plain_is_plain_already(text):
    """Making a line plain twice changes nothing more: entries and lines meet."""
    assert plain(plain(text)) == plain(text)
