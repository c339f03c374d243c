"""The writer: turns computed results into sentences, by the templates of one language.

Templates are data: `texts/<language>.toml`, Jinja2 expressions over the grammar's functions. An
undefined value is an error, so that no sentence is printed with a hole in it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, StrictUndefined

from rapprochement.dossier.grammar import Grammar
from rapprochement.dossier.ids import of_event
from rapprochement.dossier.model import Sentence
from rapprochement.errors import UnsupportedLanguage
from rapprochement.terms import Actor, ActorKind, Event, Material

LANGUAGES = ("en", "fr")


@cache
def texts(language: str) -> dict[str, Any]:
    """Return the templates and labels of a language.

    Raises
    ------
    UnsupportedLanguage
        There is no file of texts for the language.
    """
    if language not in LANGUAGES:
        raise UnsupportedLanguage(language, LANGUAGES)
    source = files("rapprochement.dossier") / "texts" / f"{language}.toml"
    return tomllib.loads(source.read_text("utf-8"))


class Writer:
    """Writes the sentences of one dossier; knows its events, names and language."""

    def __init__(self, material: Material) -> None:
        self.material = material
        self.texts = texts(material.language)
        self.grammar = Grammar(material.language, _economies(self.texts) | dict(material.actors))
        self.events: dict[str, Event] = {event.id: event for event in material.events}
        self._jinja = Environment(undefined=StrictUndefined, autoescape=False)  # plain text
        grammar = self.grammar
        self._jinja.globals.update(
            a=material.pair.a,
            b=material.pair.b,
            the=grammar.the,
            of=grammar.of,
            to=grammar.to,
            name=grammar.name,
            n=grammar.count,
            number=grammar.number,
            percent=grammar.percent,
            fine=grammar.fine,
            points=grammar.points,
            bare=grammar.bare,
            amount=grammar.amount,
            day=grammar.day,
            month=grammar.month,
            from_month=grammar.from_month,
            spelled=grammar.spelled,
            score=grammar.score,
            quarter=grammar.quarter,
            listed=grammar.listed,
            all_the=lambda codes: grammar.listed([grammar.the(code) for code in codes]),
            label=self.label,
        )

    def text(self, key: str, **values: Any) -> str:
        """Return the template `section.name` filled in; plain text in fine typography."""
        section, name = key.split(".", 1)
        return self.grammar.tidy(self.fill(self.texts[section][name], **values))

    def fill(self, template: str, **values: Any) -> str:
        """Return a part of a sentence: a template filled in, its typography left as it is."""
        return self._jinja.from_string(template).render(**values)

    def say(
        self, key: str, evidence: Iterable[str] = (), *, mark: str = "", **values: Any
    ) -> Sentence:
        """Return a sentence with its evidence; `mark` tells apart two uses of one template."""
        identity = "s-" + key.replace(".", "-") + (f"-{mark}" if mark else "")
        return Sentence(identity, self.text(key, **values), tuple(dict.fromkeys(evidence)))

    def label(self, section: str, name: str | None) -> str:
        """Return the printed label of a domain, type, modality, sign ...; the name if unknown."""
        labels = self.texts["labels"][section]
        return str(labels.get(name or "none", name or ""))

    def proof(self, events: Iterable[str]) -> tuple[str, ...]:
        """Return the evidence ids of the events, each once."""
        ids = (i for event in events if event in self.events for i in of_event(self.events[event]))
        return tuple(dict.fromkeys(ids))

    def is_state(self, code: str) -> bool:
        """Tell whether a code is a state, as far as the material says."""
        actor: Actor | None = self.material.actors.get(code)
        return actor is not None and actor.kind is ActorKind.STATE

    def sources(self, events: Iterable[str]) -> tuple[str, ...]:
        """Name the sources behind some events: documents by title, the chronicle by its rows."""
        chosen = [self.events[event] for event in events if event in self.events]
        known = {document.id: document for document in self.material.documents}
        named = [
            known[claim.document_id].title or claim.document_id
            for event in chosen
            for claim in event.claims
            if claim.document_id in known
        ]
        rows = {row.row for event in chosen for row in event.rows}
        chronicle = [self.fill(self.texts["figures"]["chronicle"], rows=len(rows))] if rows else []
        return (*chronicle, *self._shortened(list(dict.fromkeys(named))))

    def _shortened(self, titles: Sequence[str], most: int = 5) -> list[str]:
        """Keep the first titles and say how many more there are."""
        rest = len(titles) - most
        tail = [self.fill(self.texts["figures"]["more_documents"], rest=rest)] if rest > 0 else []
        return [*titles[:most], *tail]


def _economies(texts: dict[str, Any]) -> dict[str, Actor]:
    """Return the economies of models that are no states, named by the texts."""
    return {
        code: Actor(code, ActorKind.COLLECTIVE, row["name"], row["name"], article_fr=row["article"])
        for code, row in texts["economies"].items()
    }
