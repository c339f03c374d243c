"""From finished results to a dossier: steers the chapters, computes nothing."""

from __future__ import annotations

from rapprochement.dossier import asked, chapters, disputes, evidence, figures, opening
from rapprochement.dossier.model import Dossier
from rapprochement.dossier.writer import Writer
from rapprochement.terms import Material


def compose(material: Material, *, map_view: str = "un") -> Dossier:
    """Set the dossier of a pair from its material.

    Parameters
    ----------
    material
        `material.series` is what `rapprochement.measures.activity.series` returned for the same
        events and pair; `material.actors` names every code (French names with `article_fr`).
    map_view
        Point of view for disputed boundaries: `un` (General Assembly resolutions) or `source`.

    Raises
    ------
    UnsupportedLanguage
        `material.language` is not one the dossier is written in.
    """
    writer = Writer(material)
    return Dossier(
        language=material.language,
        title=material.title or writer.text("opening.title"),
        question=writer.text("opening.question"),
        summary=writer.text("opening.summary", acts=material.series["counts"]["pair"]),
        answer=opening.answer(writer),
        uncertainty=opening.uncertainty(writer),
        key_figures=opening.key_figures(writer),
        map=figures.world_map(writer, view=map_view),
        chapters=chapters.all_four(writer, view=map_view),
        disputes=disputes.collect(writer),
        evidence=(*evidence.collect(writer), *asked.collect(writer)),
        documents=evidence.sources(writer, material.documents),
        method=opening.method(writer),
        names={code: writer.grammar.name(code) for code in writer.grammar.actors},
        pair=(material.pair.a, material.pair.b),
        version=material.version,
        request=material.request,
    )
