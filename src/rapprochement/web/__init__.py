"""Web: a dossier published as a folder of static pages that work offline."""

from __future__ import annotations

from rapprochement.web.publishing import publish

__all__ = ["publish"]
