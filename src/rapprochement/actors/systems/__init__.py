"""Codes and names of states in the systems that data sets use, by day, 1816 to today.

Ours are ISO 3166 alpha-3, with former and historic states beside; README.md tells the choices.
"""

from __future__ import annotations

from rapprochement.actors.systems.days import Convention
from rapprochement.actors.systems.frames import translate_column
from rapprochement.actors.systems.membership import member, members, states_of_year
from rapprochement.actors.systems.naming import by_name, by_names, names_of_list
from rapprochement.actors.systems.report import Mapping, Miss, Report, mapping
from rapprochement.actors.systems.table import SYSTEMS, names
from rapprochement.actors.systems.translation import Outcome, translate

__all__ = [
    "SYSTEMS",
    "Convention",
    "Mapping",
    "Miss",
    "Outcome",
    "Report",
    "by_name",
    "by_names",
    "mapping",
    "member",
    "members",
    "names",
    "names_of_list",
    "states_of_year",
    "translate",
    "translate_column",
]
