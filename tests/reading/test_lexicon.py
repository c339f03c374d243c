"""The lexicon is data: one file a language, with tests of its own."""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from importlib import resources
from pathlib import Path

import pytest

from rapprochement.reading.lexicon import lexicon, rules
from rapprochement.terms import EventType

LANGUAGES = ("en", "fr")
GOLD = Path(__file__).resolve().parents[3] / "shared/yardsticks/events"


def tables(language: str) -> dict[str, dict[str, list[str]]]:
    """Return the lexicon file of a language as it is written."""
    files = resources.files("rapprochement.reading.lexicon")
    return tomllib.loads(files.joinpath(f"{language}.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_stands_twice_in_one_concept(language):
    """Each verb and each noun is listed once in its concept."""
    for concept, table in tables(language).items():
        for kind, words in table.items() if concept not in {"model", "modes"} else ():
            twice = [word for word, times in Counter(words).items() if times > 1]
            assert not twice, f"{language}.toml [{concept}] {kind}: {twice}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_concepts_hold_verbs_and_nouns_only(language):
    """A concept has verbs, nouns or both, all of them non-empty lower-case words."""
    for concept, table in tables(language).items():
        if concept in {"closed", "contexts", "model", "modes"}:
            continue
        assert set(table) <= {"verbs", "nouns"}, concept
        for words in table.values():
            assert words, concept
            assert all(word == word.strip() and word == word.lower() for word in words), concept


def test_languages_know_the_same_concepts():
    """What one language can tell, the other can tell as well."""
    english, french = (set(tables(language)) for language in LANGUAGES)

    assert english == french


def test_languages_know_the_same_closed_classes():
    """A closed class that the code asks for is there in every language."""
    english, french = (set(tables(language)["closed"]) for language in LANGUAGES)

    assert english == french


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_act_of_the_rules_can_be_said(language):
    """Each act of plover.csv is reachable by at least one verb or noun."""
    written = set(tables(language))
    assert set(rules()) <= written


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_object_of_the_rules_is_a_concept(language):
    """Objects in plover.csv are concepts of the lexicon, classes of them, or a wildcard."""
    known = set(tables(language)) | {"*", "-", "@person", "@organisation"}
    known |= {"@cooperative", "@conflict", "@words"}
    asked = {word for lines in rules().values() for rule in lines for word in rule.objects}

    assert asked <= known


def test_every_type_can_be_reached():
    """Each of the 16 PLOVER types is the type of some rule."""
    from rapprochement.reading.acts import SWALLOWING

    reached = {rule.type for lines in rules().values() for rule in lines} | set(SWALLOWING.values())

    assert set(EventType) <= reached


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_pattern_is_found_under_its_lemma(language):
    """The loaded lexicon holds each verb pattern that the file writes, and no other."""
    written = sum(len(t.get("verbs", [])) for c, t in tables(language).items() if c != "closed")
    loaded = sum(len(patterns) for patterns in lexicon(language).verbs.values())

    assert loaded == written


@pytest.mark.parametrize("language", LANGUAGES)
def test_regular_forms_lead_to_a_verb_of_the_lexicon(language):
    """A written form that lemmatisers miss leads back to a verb that the lexicon knows."""
    words = lexicon(language)

    assert words.forms
    assert set(words.forms.values()) <= set(words.verbs)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_entry_is_taken_from_a_yardstick(language):
    """No entry is a phrase of four words or more that stands in a yardstick text."""
    if not GOLD.exists():
        pytest.skip("the yardsticks are not on this machine")
    lines = (GOLD / "french_english_gold/dev.jsonl").read_text(encoding="utf-8").splitlines()
    texts = [json.loads(line)["text"].lower() for line in lines]
    gold = json.loads((GOLD / "plover_gsr/plover_gsr_dev.json").read_text(encoding="utf-8"))
    texts += [item["text"].lower() for item in gold]
    entries = [w for table in tables(language).values() for words in table.values() for w in words]
    long = [entry for entry in entries if len(entry.split()) >= 4]

    assert not [entry for entry in long if any(entry in text for text in texts)]
