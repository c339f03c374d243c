"""Who is who on a given day: states, their names, capitals, leaders, organisations, codes."""

from __future__ import annotations

from rapprochement.actors.mentions import Mention
from rapprochement.actors.registry import Registry

__all__ = ["Mention", "Registry"]
