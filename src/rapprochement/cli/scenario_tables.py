"""The tables of a scenario's answer: the kinds of their columns, and which are shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rapprochement.cli.output import Listing

COLUMNS: Mapping[str, str] = {
    **dict.fromkeys(
        ("economy", "target", "flow", "partner", "role", "what", "origin", "loser", "gainer",
         "sector", "exporter", "importer", "first_before", "first_after", "figure", "low_at",
         "high_at", "joiner", "why", "candidate", "obligations_year"), "text",
    ),
    **dict.fromkeys(
        ("real_income", "first_order", "terms_of_trade", "volume_of_trade", "trade_costs",
         "transfers", "real_wages", "wages", "prices", "low", "high", "central",
         "target_further", "target_alone", "own", "deeper", "own_deeper", "punished", "a", "b",
         "difference"), "change",
    ),
    **dict.fromkeys(
        ("share_before", "share_after", "share_low", "share_high", "of_gains", "of_lost",
         "of_income_before", "of_income_after", "of_coalition", "per_target", "part", "supplies",
         "buys", "covers", "absorbs", "fits_imports", "fits_exports", "exposed", "share_a",
         "share_b"), "share",
    ),
    **dict.fromkeys(("before", "after", "gain", "value", "income", "lost"), "amount"),
    **dict.fromkeys(
        ("hhi_before", "hhi_after", "effective_before", "effective_after", "closeness",
         "closeness_year"), "number",
    ),
    **dict.fromkeys(("rank", "obligations"), "rank"),
    "takes_part": "flag", "kinds": "list", "missing": "data", "label": "text", "version": "text",
}  # fmt: skip

SHOWN: Mapping[str, Sequence[str]] = {
    "incomes": ("economy", "real_income", "low", "high", "first_order", "real_wages", "prices"),
    "partners": (
        "target", "flow", "partner", "before", "after", "share_before", "share_after", "share_low",
        "share_high",
    ),
    "replacements": ("target", "flow", "rank", "partner", "gain", "of_gains", "of_lost"),
    "diversion": ("target", "flow", "loser", "gainer", "value"),
    "diversion_by_sector": ("target", "flow", "sector", "loser", "gainer", "value"),
    "dependence": (
        "target", "flow", "partner", "share_before", "share_after", "of_income_before",
        "of_income_after",
    ),
    "concentration": (
        "target", "flow", "first_before", "first_after", "effective_before", "effective_after",
    ),
    "payers": ("economy", "role", "real_income", "lost", "of_coalition", "per_target"),
    "bands": ("figure", "economy", "partner", "low", "central", "high", "low_at", "high_at"),
    "resting": ("what", "economy", "origin", "part"),
    "trade": ("sector", "exporter", "importer", "before", "after", "origin"),
    "joiners": ("target", "joiner", "target_further", "target_alone", "own", "why"),
    "candidates": (
        "candidate", "takes_part", "covers", "rank_covers", "absorbs", "rank_absorbs", "deeper",
        "rank_deeper", "closeness", "rank_closeness", "obligations", "rank_obligations", "exposed",
        "rank_exposed", "punished", "rank_punished",
    ),
    "compared_incomes": ("economy", "a", "b", "difference", "low", "high"),
    "compared_partners": (
        "target", "flow", "partner", "share_before", "share_a", "share_b", "difference", "low",
        "high",
    ),
}  # fmt: skip
RUN = ("incomes", "partners", "replacements", "diversion", "diversion_by_sector", "dependence",
       "concentration", "payers", "bands", "resting", "trade")  # fmt: skip
FIRST = ("incomes", "partners")  # shown when nothing is chosen


def kind_of(column: str) -> str:
    """Return the kind of a column."""
    return COLUMNS["rank"] if column.startswith("rank_") else COLUMNS.get(column, "text")


def listing(table: str, columns: Sequence[str]) -> Listing:
    """Return how the rows of a table are written; `columns` are those its rows have."""
    shown = [name for name in SHOWN[table] if name in columns] or list(SHOWN[table])
    return Listing({name: kind_of(name) for name in (*columns, *shown)}, shown)
