"""The what-if: a request and a world become tables. Slow to import, so it is imported by name."""

from __future__ import annotations

from rapprochement.workflow.scenarios.asking import EMBEDDED, Result, Row, question, request_of
from rapprochement.workflow.scenarios.comparing import compare
from rapprochement.workflow.scenarios.places import economies_of
from rapprochement.workflow.scenarios.running import joiners, run
from rapprochement.workflow.scenarios.saving import save
from rapprochement.workflow.scenarios.searching import partner_search

__all__ = [
    "EMBEDDED",
    "Result",
    "Row",
    "compare",
    "economies_of",
    "joiners",
    "partner_search",
    "question",
    "request_of",
    "run",
    "save",
]
