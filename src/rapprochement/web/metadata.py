"""What machines read of a dossier: schema.org Article as JSON-LD (https://schema.org/Article)."""

from __future__ import annotations

from typing import Any

from rapprochement.dossier import Dossier


def article(dossier: Dossier) -> dict[str, Any]:
    """Return the dossier as a schema.org Article, with its documents as citations."""
    parties = [dossier.names.get(code, code) for code in dossier.pair]
    return {
        "@context": "https://schema.org",
        "@type": "Article",
        "headline": dossier.question,
        "alternativeHeadline": dossier.title,
        "abstract": " ".join(sentence.text for sentence in dossier.answer),
        "inLanguage": dossier.language,
        "about": [{"@type": "Country", "name": name} for name in parties],
        "articleSection": [chapter.title for chapter in dossier.chapters],
        "citation": [
            {"@type": "CreativeWork", "name": source.title}
            | ({"url": source.url} if source.url else {})
            for source in dossier.documents
        ],
        "creator": {"@type": "SoftwareApplication", "name": f"Rapprochement {dossier.version}"},
    }
