"""The interface speaks French and English, wholly, and the two say the same things."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

import rapprochement
from rapprochement.cli import language_of, root
from rapprochement.cli.speech import Speech, table, translated
from rapprochement.errors import UnknownState

PACKAGE = Path(rapprochement.__file__).parent
RAISED = {"InputError", "UnreadableDocument", "ChronicleError", "RecordError", "OutputError"}
ENGLISH_ONLY = {"kind", "modality", "domain", "metavars"}  # there the code's word is English


@pytest.mark.parametrize("verb", [None, *root.commands])
@pytest.mark.parametrize(
    ("language", "usage", "helped"),
    [("en", "Usage:", "Show this help and stop."), ("fr", "Usage\u00a0:", "Afficher cette aide")],
)
def test_help_is_in_the_language(verb, language, usage, helped, here) -> None:
    """Every verb has a help page in both languages, with every option explained."""
    answer = here(*([verb] if verb else []), "--help", "--lang", language)

    assert answer.code == 0
    assert answer.out.startswith(usage)
    assert helped in answer.out
    command = root.commands[verb] if verb else root
    options = [o for o in command.params if isinstance(o, click.Option)]
    assert all(option.opts[0] in answer.out for option in options)


def test_help_follows_the_locale(outside) -> None:
    """Under a French locale, help is French without being asked."""
    answer = outside("check", "--help", LANG="fr_CH.UTF-8")

    assert answer.code == 0
    assert "Relire un brouillon" in answer.out


@pytest.mark.parametrize(
    ("arguments", "environment", "language"),
    [
        ([], {}, "en"),
        ([], {"LANG": "fr_FR.UTF-8"}, "fr"),
        ([], {"LANG": "fr_FR.UTF-8", "LC_ALL": "C"}, "en"),
        ([], {"LANG": "de_DE.UTF-8"}, "en"),
        ([], {"LANG": "fr_FR.UTF-8", "RAPPROCHEMENT_LANG": "en"}, "en"),
        (["read", "x", "--lang", "fr"], {"RAPPROCHEMENT_LANG": "en"}, "fr"),
        (["--lang=fr", "read", "x"], {}, "fr"),
        (["read", "--", "--lang", "fr"], {}, "en"),
    ],
)
def test_what_decides_the_language(arguments, environment, language, monkeypatch) -> None:
    """--lang wins over RAPPROCHEMENT_LANG, that over the locale; after -- nothing is an option."""
    for name, value in environment.items():
        monkeypatch.setenv(name, value)

    assert language_of(arguments) == language


def test_both_tables_say_the_same_things() -> None:
    """No string is missing in one language, and none has another number of fields."""
    english, french = table("en"), table("fr")
    for section in english.keys() | french.keys():
        if section in ENGLISH_ONLY:
            continue
        assert english[section].keys() == french[section].keys(), section
        for key, value in english[section].items():
            assert _fields(value) == _fields(french[section][key]), key


def _fields(value: object) -> set[str]:
    texts = value if isinstance(value, list) else [value]
    return {name for text in texts for _, name, _, _ in string.Formatter().parse(text) if name}


def test_french_has_its_typography() -> None:
    """French strings use the typographic apostrophe and no straight one between letters."""
    assert not re.search(r"\w'\w", "\n".join(_strings(table("fr"))))


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from _strings(each)


def test_every_error_of_the_house_has_a_french_wording() -> None:
    """Wherever the program raises an error, the message it is given can be said in French."""
    silent = [
        f"{place}: {message}"
        for place, message in _raised()
        if translated(message.split("\n")[0]) == message.split("\n")[0]
    ]

    assert not silent


def _raised() -> Iterator[tuple[str, str]]:
    """Yield the message of every raise in the program, its fields filled with a word."""
    for path in sorted(PACKAGE.rglob("*.py")):
        if "frontend" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            if getattr(node.func, "id", "") in RAISED and (text := _template(node.args[0])):
                yield f"{path.relative_to(PACKAGE)}:{node.lineno}", text


def _template(node: ast.expr) -> str:
    """Return a message as it might be printed; empty when it is not written on the spot."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(
            str(part.value) if isinstance(part, ast.Constant) else "this" for part in node.values
        )
    if isinstance(node, ast.BinOp):
        left, right = _template(node.left), _template(node.right)
        return left + (right or "this") if left else ""
    return ""


@pytest.mark.parametrize(
    ("english", "french"),
    [
        (
            "f.csv: 2 value(s) do not fit; nothing was taken over.\n"
            "  line 3, date: 'x' does not fit; with the precision day it should look like 2024",
            "f.csv : valeurs qui ne conviennent pas : 2 ; rien n’a été repris.\n"
            "  ligne 3, date : 'x' ne convient pas ; avec la précision day, la forme est 2024",
        ),
        (
            "x.doc: is a picture. Formats read: txt, md, html, pdf, docx, jsonl. "
            "Save or convert it to one of them.",
            "x.doc : c’est une image. Formats lus : txt, md, html, pdf, docx, jsonl. "
            "Enregistrez-le ou convertissez-le dans l’un d’eux.",
        ),
        (
            "publication: unknown; not before 2024-07-04 (le 4 juillet 2024), "
            "not after 2025-06-18 (19 juin dernier)",
            "publication : inconnue ; pas avant le 2024-07-04 (« le 4 juillet 2024 »), "
            "pas après le 2025-06-18 (« 19 juin dernier »)",
        ),
    ],
)
def test_messages_are_translated_part_by_part(english, french) -> None:
    """Lines of a message, and messages inside messages, are each said in French."""
    plain = translated(english).replace("\u00a0", " ")

    assert plain == french


@given(st.text(max_size=200))
def test_what_has_no_wording_stays_as_it_is(text) -> None:
    """Translating never fails, and an unknown message is printed rather than dropped."""
    marked = f"zzz {text} zzz"

    assert translated(marked).count("zzz") == marked.count("zzz")


@pytest.mark.parametrize(
    ("language", "number", "said"),
    [("en", 0, "0 claims"), ("en", 1, "1 claim"), ("fr", 0, "0 affirmation"),
     ("fr", 1, "1 affirmation"), ("fr", 2, "2 affirmations")],
)  # fmt: skip
def test_nouns_agree_with_their_number(language, number, said) -> None:
    """Zero is plural in English, singular in French."""
    assert Speech(language).count("claims", number) == said


def test_a_code_of_an_organisation_is_no_state() -> None:
    """Without nearest codes, the French message has no hole where they would stand."""
    message = str(UnknownState("NATO", None, nearest=()))

    assert "  " not in message
    assert translated(message).startswith("Aucun État n’a le code 'NATO'. Les codes")


def test_a_poor_locale_loses_no_words(outside) -> None:
    """Under a locale that knows no accents, a pipe still gets UTF-8."""
    answer = outside("--help", "--lang", "fr", LC_ALL="C", PYTHONUTF8="0", PYTHONIOENCODING="ascii")

    assert answer.code == 0
    assert "derrière chaque chiffre" in answer.out


def test_wrong_usage_is_told_in_french(here) -> None:
    """A mistyped option is named, in French, with exit code 2."""
    answer = here("read", "x", "--langage", "fr", "--lang", "fr")

    assert answer.code == 2
    assert "Erreur\u00a0: Il n’y a pas d’option '--langage'." in answer.err
    assert "«\u00a0rapprochement read --help\u00a0» affiche l’aide." in answer.err
