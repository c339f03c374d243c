"""The interface speaks French and English, wholly, and the two say the same things."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Container, Iterator
from pathlib import Path

import click
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import rapprochement
from rapprochement import errors
from rapprochement.cli import language_of, root, speech
from rapprochement.cli.speech import Speech, table, translated
from rapprochement.errors import UnknownState

PACKAGE = Path(rapprochement.__file__).parent
RAISED = {"InputError", "UnreadableDocument", "ChronicleError", "RecordError", "OutputError"}
# What the verbs measure and import run through: every error there is said wholly in French.
MEASURING = (
    "measures", "workflow/measuring", "workflow/data.py", "sources/datasets",
    "sources/events.py", "actors/systems", "cli/verbs/measure.py", "cli/verbs/bring.py",
    "workflow/forecasting", "cli/verbs/forecast.py",
)  # fmt: skip
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


def test_measures_are_french_to_the_last_word() -> None:
    """No error of measure or import is left English, whole or in part, in a French session."""
    classes = {name for name in vars(errors) if name[0].isupper()}
    messages = [
        (place, line.strip())
        for place, message in _raised(classes, filler="7")
        for line in message.split("\n")
        if place.startswith(MEASURING) and line.strip(" 7")
    ]
    half = [f"{place}: {line}" for place, line in messages if _left_english(line)]

    assert len(messages) > 150
    assert not half


def _left_english(line: str) -> list[str]:
    """Return the words of a message that its French pair does not cover; all without a pair."""
    for pattern, _ in speech._pairs():
        if match := pattern.fullmatch(line):
            rest = [part for part in match.groupdict().values() if translated(part) == part]
            return [part for part in rest if re.search("[A-Za-z]{3}", part)]
    return [line]


def test_half_a_translation_is_noticed() -> None:
    """A pair so general that it leaves a sentence English counts as no pair."""
    assert _left_english("7 is wrong. Put it right.")
    assert _left_english("No such words stand in any table.")
    assert not _left_english("The level is 7; give one between 0 and 1, such as 0.90.")


def test_pairs_have_the_same_fields() -> None:
    """A French pair fills in what its English holds, and nothing else."""
    for name in speech.PAIRED:
        for pair in table(name)["message"]:
            english = set(re.findall(r"\{(\w+)\}", pair["en"]))
            assert _fields(pair["fr"]) == english, pair["en"]


def test_conventions_are_said_in_french() -> None:
    """Names and values of conventions, one inside another, are worded; figures stay."""
    chosen = {
        "data": "alliances", "s": "distance absolute", "covered": (1816, 2018), "weighted": False,
        "orientation": {"trade": 1}, "poles": "RUS negative, USA positive", "unit": None,
    }  # fmt: skip

    said = Speech("fr").conventions(chosen, "data: alliances").replace("\u00a0", " ")

    assert said == (
        "données : alliances ; s : distance absolue ; années couvertes : 1816, 2018 ; "
        "pondéré : non ; orientation : commerce (trade) 1 ; "
        "pôles (poles) : RUS négatif, USA positif"
    )
    assert Speech("en").conventions(chosen, "data: alliances") == "data: alliances"


def _raised(classes: Container[str] = RAISED, filler: str = "this") -> Iterator[tuple[str, str]]:
    """Yield the message of every raise in the program, its fields filled with a word."""
    for path in sorted(PACKAGE.rglob("*.py")):
        if "frontend" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = getattr(node.func, "id", "")
            if name in classes and (text := _template(node.args[0], filler)):
                yield f"{path.relative_to(PACKAGE).as_posix()}:{node.lineno}", text


def _template(node: ast.expr, filler: str) -> str:
    """Return a message as it might be printed; empty when it is not written on the spot.

    A field right after a full stop holds a further sentence, or, as here, nothing.
    """
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        text = ""
        for part in node.values:
            constant = isinstance(part, ast.Constant)
            text += str(part.value) if constant else "" if text.endswith(".") else filler
        return text
    if isinstance(node, ast.BinOp):
        left, right = _template(node.left, filler), _template(node.right, filler)
        return left + (right or filler) if left else ""
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
            "The table of transfers has no column recipient, year; it has votes. Rename its "
            "columns, or read it with the importer of its data set.",
            "La table des transferts n’a pas de colonne recipient, year ; elle a votes. Renommez "
            "ses colonnes, ou lisez-la avec l’importateur de son jeu de données.",
        ),
        (
            "No turning point in: trade, all together.",
            "Pas de tournant dans : commerce, tous ensemble.",
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


@settings(deadline=None)  # the first call compiles all patterns
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
