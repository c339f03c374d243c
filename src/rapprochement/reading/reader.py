"""From documents to claims: passages to parse, names in them, and one sentence after another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import groupby, islice
from typing import TYPE_CHECKING

from rapprochement.actors import Mention, Registry
from rapprochement.reading.dates import find_dates
from rapprochement.reading.lexicon import lexicon
from rapprochement.reading.nlp import Name, parse
from rapprochement.reading.parties import codes_of, parties
from rapprochement.reading.scene import Memory, Scene
from rapprochement.reading.sentences import read_sentence
from rapprochement.reading.syntax import is_verb, subject_of
from rapprochement.terms import Claim, Document, Section

if TYPE_CHECKING:
    from spacy.tokens import Doc

BATCH = 64  # documents held at once


def read(documents: Iterable[Document], registry: Registry | None = None) -> Iterator[Claim]:
    """Yield the claims of documents, in order: who is said to have done what to whom, when.

    Statements outside PLOVER are left out; see `statements`.

    Raises
    ------
    UnsupportedLanguage
        A document is neither French nor English.
    """
    return (claim for claim in statements(documents, registry) if claim.type is not None)


def statements(documents: Iterable[Document], registry: Registry | None = None) -> Iterator[Claim]:
    """Yield claims and, with `type` None, statements kept only to be compared with others."""
    registry = registry or Registry.default()
    source = iter(documents)
    while batch := list(islice(source, BATCH)):
        for language, group in groupby(batch, key=lambda document: document.language):
            yield from _read_language(list(group), language, registry)


def _read_language(
    documents: Sequence[Document], language: str, registry: Registry
) -> Iterator[Claim]:
    plans = [_Plan(document, registry) for document in documents]
    passages = [(text, names) for plan in plans for _, text, names in plan.passages]
    docs = parse(passages, language)
    for plan in plans:
        yield from plan.read(docs)


class _Plan:
    """One document made ready for the parser, and its reading afterwards."""

    def __init__(self, document: Document, registry: Registry) -> None:
        self.document = document
        on = document.published.start if document.published else None
        found = registry.mentions(document.text, document.language, on)
        self.mentions = [_as_state(mention, registry) for mention in found]
        self.dates = find_dates(document)
        self.passages = [
            (start, document.text[start:end], _names_in(document, self.mentions, start, end))
            for start, end, _ in _passages(document)
        ]
        self.sections = [section for *_, section in _passages(document)]

    def read(self, docs: Iterator[Doc]) -> Iterator[Claim]:
        memory = Memory()
        words = lexicon(self.document.language)
        if self.document.title:
            memory.note_stretch(self._named(self.document.text.find(self.document.title), None))
        heading: str | None = None
        for (offset, _, _), section in zip(self.passages, self.sections, strict=True):
            doc = next(docs)
            names = _by_token(doc, self.mentions, offset)
            if section.heading and section.heading != heading:
                heading = section.heading
                start = self.document.text.rfind(heading, 0, section.start)
                memory.note_stretch(self._named(start, start + len(heading)))
            for sentence in doc.sents:
                scene = Scene(sentence, offset, names, words, memory)
                yield from read_sentence(scene, self.document, self.dates, section)
                _remember(scene)

    def _named(self, start: int, end: int | None) -> list[str]:
        """Return whom a title or heading names, the title's by its own length."""
        if start < 0:
            return []
        end = start + len(self.document.title or "") if end is None else end
        inside = [m for m in self.mentions if start <= m.start and m.end <= end]
        return [code for mention in inside for code in _states(mention)]


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


def _by_token(doc: Doc, mentions: Sequence[Mention], offset: int) -> dict[int, Mention]:
    """Return each mention at the token that heads its words."""
    found: dict[int, Mention] = {}
    length = len(doc.text)
    for mention in mentions:
        if mention.start < offset or mention.end > offset + length:
            continue
        span = doc.char_span(mention.start - offset, mention.end - offset, alignment_mode="expand")
        if span is not None:
            found.setdefault(span.root.i, mention)
    return found


def _remember(scene: Scene) -> None:
    root = scene.sentence.root
    here = [m for t in scene.sentence if (m := scene.names.get(t.i)) is not None]
    scene.memory.note_stretch([code for mention in here for code in _states(mention)])
    subject = parties(subject_of(root), scene, deep=False) if is_verb(root) else []
    named = [p for p in subject if p.how == "named"]
    if named:
        scene.memory.subject = codes_of(named)
    elif not scene.memory.subject:
        first = next((m for t in scene.sentence if (m := scene.names.get(t.i)) and m.codes), None)
        if first is not None:
            scene.memory.subject = _states(first)
