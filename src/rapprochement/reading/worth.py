"""Which sentences are worth a parse: those that hold a word of an act and somebody who may act.

Parsing is most of the work of reading. A look at the words alone, written forms against a set,
tells that most sentences of the news can hold no claim, and leaves only the others to the parser.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from rapprochement.reading.acts import SWALLOWING
from rapprochement.reading.lexicon import Lexicon, lexicon, rules
from rapprochement.reading.nlp import model
from rapprochement.reading.triggers import ALONE

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens

PLURALS = ("", "s", "es", "x")

Needs = tuple[frozenset[str], ...]  # of each set, one word must stand in the sentence as well


@dataclass(frozen=True, slots=True)
class Forms:
    """Written words of a language, in lower case, that a claim cannot do without."""

    acts: Mapping[str, tuple[Needs, ...]]  # 'take' needs 'hostage'; 'attack' needs nothing
    sayings: frozenset[str]
    duties: frozenset[str]  # 'said that X must': a demand without a word of demand
    references: frozenset[str]  # words that stand for somebody named before

    def tell_an_act(self, words: frozenset[str]) -> bool:
        """Return whether the words may carry an act that PLOVER knows."""
        for word in self.acts.keys() & words:
            if any(all(need & words for need in needs) for needs in self.acts[word]):
                return True
        return bool(self.sayings & words and self.duties & words)


def worth_parsing(sentence: Tokens, names_somebody: bool, known: bool, language: str) -> bool:
    """Return whether a sentence may hold a claim.

    `names_somebody` says that an actor stands in it, `known` that one was named before it, for
    pronouns and phrases such as 'the two countries' to stand for.
    """
    if not names_somebody and not known:
        return False
    forms = forms_of(language)
    words = frozenset(token.lower_ for token in sentence)
    if not names_somebody and not forms.references & words:
        return False
    return forms.tell_an_act(words)


@cache
def forms_of(language: str) -> Forms:
    """Return the forms of a language, from its lexicon and its model's tables of lemmas."""
    words = lexicon(language)
    written = _Writer(words, language)
    joint = {"agreement", "sign", "meet", "agree", "exercise", "cooperate"}
    back = words.words["pronouns"] | words.words["objects"] | words.words["counterpart"]
    pairs = {phrase.split()[-1] for phrase in words.words["pair"]}
    return Forms(
        acts=_acts(words, set(rules()) | set(SWALLOWING) | {"pay_price"}, written),
        sayings=frozenset(_acts(words, {"say"}, written)),
        duties=written(words.words["must"]),
        references=written(back | words.roles | pairs) | frozenset(_acts(words, joint, written)),
    )


def _acts(words: Lexicon, concepts: set[str], written: _Writer) -> Mapping[str, tuple[Needs, ...]]:
    """Return, by written form, what the entries of some concepts ask for beside it."""
    entries = [
        (entry.lemma, [w for w in entry.others if w != ALONE])
        for siblings in words.verbs.values()
        for entry in siblings
        if entry.concept in concepts
    ]
    entries += [
        (noun.split()[0], noun.split()[1:]) for noun, told in words.nouns.items() if told & concepts
    ]
    found: dict[str, set[Needs]] = {}
    for lemma, others in entries:
        needs = tuple(written({other}) for other in others)
        for form in written({lemma}):
            found.setdefault(form, set()).add(needs)
    return {form: tuple(needs) for form, needs in found.items()}


class _Writer:
    """Gives the written forms that a parser may lead back to a lemma."""

    def __init__(self, words: Lexicon, language: str) -> None:
        self._forms: dict[str, set[str]] = {}
        for form, lemma in (*words.forms.items(), *_irregular(language)):
            self._forms.setdefault(lemma, set()).add(form)

    def __call__(self, lemmas: Iterable[str]) -> frozenset[str]:
        found: set[str] = set()
        for lemma in lemmas:
            found |= {lemma + ending for ending in PLURALS} | self._forms.get(lemma, set())
            if lemma.endswith("y"):
                found.add(lemma[:-1] + "ies")
            if lemma.endswith("ón"):  # Spanish: sanción, sanciones
                found.add(lemma.removesuffix("ón") + "ones")
            if lemma.endswith(("al", "ail")):
                found.add(lemma.removesuffix("l").removesuffix("i") + "ux")
        return frozenset(found)


def _irregular(language: str) -> list[tuple[str, str]]:
    """Return the (form, lemma) pairs of the tables behind a model's lemmatiser."""
    nlp = model(language)
    if not nlp.has_pipe("lemmatizer"):
        return []
    lookups = nlp.get_pipe("lemmatizer").lookups  # type: ignore[attr-defined]
    if not lookups.has_table("lemma_exc"):
        return []
    return [
        (form, lemma)
        for table in lookups.get_table("lemma_exc").values()
        for form, lemmas in table.items()
        for lemma in lemmas
    ]
