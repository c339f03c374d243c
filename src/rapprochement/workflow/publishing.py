"""From a record or an embedded case to a dossier, and to the formats of other programs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import BinaryIO

from rapprochement import cases, dossier, settings, sources
from rapprochement.actors import Registry
from rapprochement.actors.roll import codes_of, roll
from rapprochement.errors import UnknownState
from rapprochement.record import Record, as_dyad
from rapprochement.terms import Actor, ChronicleRow, Document, Dyad, Indicator, Material
from rapprochement.workflow.records import VERSION, chronicle, indicators


@dataclass(frozen=True, slots=True)
class Example:
    """An embedded case, its files read."""

    name: str
    title: str
    notice: str
    pair: Dyad
    documents: tuple[Document, ...]
    chronicle: tuple[ChronicleRow, ...]
    indicators: tuple[Indicator, ...]
    scenario: str | None = None
    scenario_titles: Mapping[str, str] = field(default_factory=dict)


def example(name: str, language: str = "en") -> Example:
    """Return an embedded case with its texts, chronicle and indicators.

    Raises
    ------
    InputError
        There is no such case; those there are, are named.
    """
    case = cases.load(name)
    return Example(
        name=case.name,
        title=case.title(language),
        notice=case.notice(language),
        pair=case.pair,
        documents=tuple(d for path in case.texts for d in sources.read_path(path)),
        chronicle=chronicle(case.chronicle),
        indicators=indicators(case.indicators),
        scenario=case.scenario,
        scenario_titles=case.scenario_titles,
    )


def pair_of(words: str) -> Dyad:
    """Return the pair of states that "RUS-PRK" names.

    Raises
    ------
    InputError
        These are not two codes.
    UnknownState
        A code is no state's; the nearest are named.
    """
    pair = as_dyad(words)
    registry = Registry.default()
    known = {actor.code for actor in registry.states()}
    for code in (pair.a, pair.b):
        if code not in known:
            registry.actor(code)  # raises, with the nearest codes, unless an organisation has it
            raise UnknownState(code, None, nearest=())
    return pair


def states(on: date | None = None) -> tuple[Actor, ...]:
    """Return all states since 1945, or those of one day, by code."""
    return Registry.default().states(on)


def material(
    record: Record,
    pair: Dyad,
    *,
    language: str = "en",
    indicators: Sequence[Indicator] = (),
    title: str = "",
    request: Mapping[str, object] | None = None,
    scenario: str | None = None,
    scenario_titles: Mapping[str, str] | None = None,
) -> Material:
    """Return everything a dossier of the pair is set from, computed from what a record holds.

    `request` says what was asked for; it is saved in the dossier beside the version. `scenario` is
    the request that the trade model is asked (its text, path or embedded name), with a title in
    each language; ties of third states are told where a data set of alliances was brought in.

    Raises
    ------
    ScenarioInputError, ScenarioNotSolved
        The scenario does not fit its world, or has no solution.
    """
    from rapprochement.measures.activity import series  # only here: slow to import
    from rapprochement.workflow import modelled
    from rapprochement.workflow.forecasting.passage import outlook

    events = tuple(record.events())
    documents = tuple(record.documents())
    contradictions = tuple(record.contradictions(pair))
    asked = {
        "pair": f"{pair.a}-{pair.b}",
        "language": language,
        "documents": [document.id for document in documents],
        "chronicle_rows": len(record.chronicle()),
        "indicators": len(indicators),
        **(request or {}),
    }
    models = {
        "what_if": modelled.what_if(scenario, pair, title=scenario_titles) if scenario else None,
        "responses": modelled.responses(pair),
        "outlook": outlook(events, pair),
    }
    if models["what_if"]:
        asked["scenario"] = models["what_if"]["request"]
    return Material(
        pair=pair,
        language=language,
        title=title,
        documents=documents,
        events=events,
        contradictions=contradictions,
        indicators=tuple(indicators),
        series=series(events, pair, indicators) | models,
        actors=roll(
            {pair.a, pair.b} | codes_of(events, indicators) | dossier.codes_of_models(models)
        ),
        version=VERSION,
        request=asked,
    )


def publish(material: Material, folder: str | Path) -> Path:
    """Write the dossier of some material as static pages; return the path of its first page.

    Raises
    ------
    OutputError
        The folder cannot be written or holds something else; it is then as it was.
    """
    from rapprochement import web  # only here: no other verb needs the templates

    return web.publish(dossier.compose(material, map_view=settings.get("map_view")), folder)


def export(
    record: Record,
    form: str,
    target: Path | BinaryIO,
    *,
    pair: Dyad | None = None,
    language: str = "en",
    title: str = "",
) -> None:
    """Write what a record holds in a format of `dossier.exports`, to a file or binary stream.

    Raises
    ------
    InputError
        There is no such format.
    OutputError
        The target cannot be written; no half-written file is left.
    """
    from rapprochement.dossier import exports  # slow to import: Polars, NetworkX

    events = record.events(pair)
    exports.export(
        form,
        events,
        record.claims(pair=pair),
        record.documents(),
        target,
        actors=roll(codes_of(events)),
        language=language,
        title=title,
        version=VERSION,
    )
