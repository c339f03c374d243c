"""From documents to claims: passages to parse, names in them, and one sentence after another."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice

from rapprochement.actors import Mention, Registry
from rapprochement.reading.dates import find_dates
from rapprochement.reading.lexicon import lexicon
from rapprochement.reading.nlp import Name, parse, sentences
from rapprochement.reading.parties import codes_of, parties
from rapprochement.reading.scene import Codes, Memory, Scene
from rapprochement.reading.sentences import read_sentence
from rapprochement.reading.statements import compare
from rapprochement.reading.syntax import subject_of
from rapprochement.reading.tree import Tree
from rapprochement.reading.verbs import is_verb
from rapprochement.reading.worth import worth_parsing
from rapprochement.terms import Claim, Document, Section

BATCH = 64  # documents held at once
REACH = 4  # sentences back that 'he' or 'the two countries' may reach for a name
OPENING = 4  # letters of an article before a name that opens a sentence


def read(documents: Iterable[Document], registry: Registry | None = None) -> Iterator[Claim]:
    """Yield the claims of documents, in order: who is said to have done what to whom, when.

    Only sentences that can hold a claim are parsed. Statements outside PLOVER are left out; see
    `statements`.

    Raises
    ------
    UnsupportedLanguage
        A document is neither French nor English.
    """
    for _, claims in read_each(documents, registry):
        yield from claims


def read_each(
    documents: Iterable[Document], registry: Registry | None = None, *, compared: bool = False
) -> Iterator[tuple[Document, list[Claim]]]:
    """Yield each document with its claims, and with its statements if these are `compared`."""
    registry = registry or Registry.default()
    source = iter(documents)
    while batch := list(islice(source, BATCH)):
        plans = [_Plan(document, registry, compared) for document in batch]
        trees = {
            language: parse((s.passed for s in _parsed(plans, language)), language)
            for language in {document.language for document in batch}
        }
        for plan in plans:
            yield plan.document, list(plan.read(trees[plan.document.language]))


def statements(documents: Iterable[Document], registry: Registry | None = None) -> Iterator[Claim]:
    """Yield claims and, with `type` None, statements kept only to be compared with others."""
    for _, claims in read_each(documents, registry, compared=True):
        yield from claims


def sentences_of(document: Document, registry: Registry | None = None) -> list[Sentence]:
    """Return the sentences of a document before any is parsed, those worth a parse marked."""
    return _Plan(document, registry or Registry.default(), compared=False).sentences


def _parsed(plans: Sequence[_Plan], language: str) -> Iterator[Sentence]:
    """Yield the sentences to parse of one language, so that a mixed batch is parsed in two goes."""
    for plan in plans:
        if plan.document.language == language:
            yield from (sentence for sentence in plan.sentences if sentence.parsed)


@dataclass(slots=True)
class Sentence:
    """A sentence before it is read: where it stands, who is named in it, whether it is parsed."""

    start: int
    text: str
    section: Section
    mentions: list[Mention]
    names: list[Name]
    worth: bool  # it may hold a claim
    parsed: bool

    @property
    def passed(self) -> tuple[str, list[Name]]:
        """What the parser is given."""
        return self.text, self.names


class _Plan:
    """One document made ready for the parser, and its reading afterwards."""

    def __init__(self, document: Document, registry: Registry, compared: bool) -> None:
        self.document = document
        self.compared = compared
        on = document.published.start if document.published else None
        found = registry.mentions(document.text, document.language, on)
        self.mentions = sorted((_as_state(mention, registry) for mention in found), key=_start)
        self.sentences = list(self._sentences())
        read = any(sentence.parsed for sentence in self.sentences)
        self.dates = find_dates(document) if read else []

    def _sentences(self) -> Iterator[Sentence]:
        text, language = self.document.text, self.document.language
        title = self.document.title
        since = 0 if title and self._named(text.find(title), None) else REACH + 1
        named_by = min((m.end for m in self.mentions if _states(m)), default=len(text) + 1)
        for first, last, section in _passages(self.document):
            if section.heading and named_by <= section.start:
                since = min(since, REACH)
            inside = self._inside(first, last)
            names = _names_in(self.document, inside, first, last)
            for tokens in sentences(text[first:last], names, language):
                start, end = first + tokens.start_char, first + tokens.end_char
                here = self._inside(start, end)
                own = [
                    (a + first - start, b + first - start, sort)
                    for a, b, sort in names
                    if start - first <= a and b <= end - first
                ]
                somebody = any(_may_act(m) for m in here)
                since = 0 if somebody else since + 1
                worth = worth_parsing(tokens, somebody, since <= REACH, language)
                yield Sentence(
                    start, text[start:end], section, here, own, worth, worth or self.compared
                )

    def read(self, trees: Iterator[Tree]) -> Iterator[Claim]:
        memory = Memory()
        words = lexicon(self.document.language)
        if self.document.title:
            memory.note_stretch(self._named(self.document.text.find(self.document.title), None))
        heading: str | None = None
        for one in self.sentences:
            if one.section.heading and one.section.heading != heading:
                heading = one.section.heading
                start = self.document.text.rfind(heading, 0, one.section.start)
                memory.note_stretch(self._named(start, start + len(heading)))
            if one.parsed:
                tree = next(trees)
                names = _by_word(tree, one.mentions, one.start)
                scene = Scene(tree, one.start, names, words, memory)
                yield from self._read(one, scene)
            if one.worth:
                _remember(scene)
            else:
                _glance(one, memory)

    def _read(self, one: Sentence, scene: Scene) -> Iterator[Claim]:
        told = read_sentence(scene, self.document, self.dates, one.section) if one.worth else {}
        if not told and not self.compared:
            return iter(())
        return compare(
            scene, self.document, self.dates, one.section, told, everything=self.compared
        )

    def _named(self, start: int, end: int | None) -> list[str]:
        """Return whom a title or heading names, the title's by its own length."""
        if start < 0:
            return []
        end = start + len(self.document.title or "") if end is None else end
        return [code for mention in self._inside(start, end) for code in _states(mention)]

    def _inside(self, start: int, end: int) -> list[Mention]:
        """Return the mentions of a stretch, found by bisection: a text may hold thousands."""
        first = bisect_left(self.mentions, start, key=_start)
        last = bisect_left(self.mentions, end, key=_start)
        return [mention for mention in self.mentions[first:last] if mention.end <= end]


def _start(mention: Mention) -> int:
    return mention.start


def _may_act(mention: Mention) -> bool:
    return mention.kind not in {"media", "city"} and (
        bool(mention.codes) or mention.kind == "collective"
    )


def _as_state(mention: Mention, registry: Registry) -> Mention:
    """A state's own service stands for the state: the NIS is South Korea's voice."""
    if mention.kind != "organisation":
        return mention
    codes = tuple(registry.state_of(code) or code for code in mention.codes)
    return replace(mention, codes=codes)


def _states(mention: Mention) -> tuple[str, ...]:
    return mention.codes if mention.kind not in {"media", "city"} else ()


def _passages(document: Document) -> list[tuple[int, int, Section]]:
    """Return the stretches to read: paragraphs of the body, without the shell of the page."""
    sections = document.sections or (Section(0, len(document.text), "body"),)
    found = []
    for section in sections:
        if section.kind != "body":
            continue
        start = section.start
        for line in document.text[section.start : section.end].splitlines(keepends=True):
            text = line.strip()
            if text:
                first = start + line.index(text)
                found.append((first, first + len(text), section))
            start += len(line)
    return found


_SORT = {"leader": "person", "organisation": "body", "armed_group": "body", "media": "body"}


def _names_in(document: Document, mentions: Sequence[Mention], start: int, end: int) -> list[Name]:
    """Return the words that the parser shall take for one: names, and adverbs of several words."""
    names = [
        (m.start - start, m.end - start, _SORT.get(m.kind, "state"))
        for m in mentions
        if start <= m.start and m.end <= end and _is_one_name(m)
    ]
    adverbs = _adverbs(document.language).finditer(document.text, start, end)
    return sorted([*names, *((a.start() - start, a.end() - start, "adverb") for a in adverbs)])


@cache
def _adverbs(language: str) -> re.Pattern[str]:
    phrases = sorted(lexicon(language).words["adverbial"], key=len, reverse=True)
    either = "|".join(re.escape(p).replace("'", "['’]") for p in phrases)
    return re.compile(rf"\b(?:{either})\b", re.IGNORECASE)


def _is_one_name(mention: Mention) -> bool:
    """'North and South Korea' is one name to the parser; adjectives are left as they are."""
    if mention.kind == "collective":
        return len(mention.codes) > 1 and mention.text[0].isupper()
    return mention.kind not in {"demonym", "compound"}


def _by_word(tree: Tree, mentions: Sequence[Mention], offset: int) -> dict[int, Mention]:
    """Return each mention at the word that heads its words."""
    found: dict[int, Mention] = {}
    for mention in mentions:
        span = tree.covering(mention.start - offset, mention.end - offset)
        if span is not None:
            found.setdefault(span.root.i, mention)
    return found


def _remember(scene: Scene) -> None:
    """Keep whom a sentence named, and its subject, for the pronouns of the next."""
    here = [m for t in scene.sentence if (m := scene.names.get(t.i)) is not None]
    scene.memory.note_stretch([code for mention in here for code in _states(mention)])
    root = scene.sentence.root
    subject = parties(subject_of(root), scene, deep=False) if is_verb(root) else []
    named = [p for p in subject if p.how == "named"]
    if named:
        scene.memory.subject = codes_of(named)
    elif not scene.memory.subject:
        scene.memory.subject = _first(here)


def _glance(sentence: Sentence, memory: Memory) -> None:
    """Keep whom a sentence named that was not worth a parse: the name it opens with may be 'he'."""
    memory.note_stretch([code for mention in sentence.mentions for code in _states(mention)])
    memory.together = ()
    opens = [m for m in sentence.mentions if m.start - sentence.start <= OPENING]
    memory.subject = _first(opens) or memory.subject or _first(sentence.mentions)


def _first(mentions: Sequence[Mention]) -> Codes:
    return next((_states(mention) for mention in mentions if mention.codes), ())
