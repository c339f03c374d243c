"""Made-up results of models for tests: no value here was computed or published by anyone."""

from __future__ import annotations

from typing import Any

REQUEST = """# A made-up request.
title = "Made-up embargo"

[[measure]]
kind = "embargo"
by = ["EU", "USA"]
on = ["PER"]
"""


def share(
    partner: str, before: float, after: float, spread: float, observed: float | None
) -> dict[str, Any]:
    """Return a made-up share of a partner with a band of the given half width."""
    return {
        "partner": partner,
        "before": before,
        "after": after,
        "low": max(0.0, after - spread),
        "high": after + spread,
        "observed": observed,
    }


def datum(line: int, flow: str, partner: str, value: float) -> dict[str, Any]:
    """Return a made-up published row of the data set."""
    return {
        "line": line,
        "flow": flow,
        "partner": partner,
        "value": value,
        "unit": "USD bn",
        "year": 2021,
        "source": "Example customs office",
        "url": f"https://example.org/customs/{line}",
        "confidence": "medium",
        "note": "",
    }


def what_if(**changes: Any) -> dict[str, Any]:
    """Return a made-up table of what sanctions on Peru change."""
    exports = [
        share("JPN", 0.14, 0.274, 0.035, 0.30),
        share("EU", 0.381, 0.122, 0.03, 0.11),
        share("USA", 0.06, 0.004, 0.002, 0.01),
        share("BOL", 0.02, 0.031, 0.01, 0.162),
        share("NZL", 0.059, 0.083, 0.015, 0.10),
        share("CHL", 0.05, 0.072, 0.01, None),
        share("ROW", 0.29, 0.414, 0.03, None),
    ]
    imports = [
        share("JPN", 0.25, 0.37, 0.04, None),
        share("EU", 0.35, 0.18, 0.04, None),
        share("USA", 0.06, 0.0, 0.0, None),
        share("CHL", 0.07, 0.09, 0.01, None),
        share("ROW", 0.27, 0.36, 0.03, None),
    ]
    table = {
        "target": "PER",
        "coalition": ["EU", "USA"],
        "title": {"en": "made-up embargo on minerals", "fr": "embargo inventé sur les minerais"},
        "world": {
            "name": "Example world",
            "year": 2021,
            "sources": ["Example customs office", "Example central bank"],
            "rows": [
                datum(12, "exports", "JPN", 7.25),
                datum(13, "exports", "EU", 19.5),
                datum(40, "imports", "JPN", 9.0),
            ],
        },
        "closure": "balanced",
        "request": REQUEST,
        "flows": [
            {
                "flow": "exports",
                "rows": exports,
                "observed_year": 2023,
                "observed_source": "Example mirror statistics",
            },
            {"flow": "imports", "rows": imports, "observed_year": None, "observed_source": None},
        ],
        "real_income": {"exact": -0.021, "low": -0.05, "high": -0.01, "first_order": -0.032},
        "diverted": [
            {
                "loser": "EU",
                "gainer": "JPN",
                "value": 40.1,
                "unit": "billion US dollars",
                "flow": "exports",
            },
            {
                "loser": "USA",
                "gainer": "CHL",
                "value": 1.2,
                "unit": "billion US dollars",
                "flow": "imports",
            },
        ],
        "payers": [
            {"economy": "USA", "exact": -0.0004, "low": -0.001, "high": 0.0},
            {"economy": "EU", "exact": -0.004, "low": -0.007, "high": -0.002},
        ],
        "estimated": 0.38,
    }
    return table | changes


def tie(a: str, b: str, before: float, difference: float, spread: float) -> dict[str, Any]:
    """Return a made-up change of a tie's probability, with the interval of the difference."""
    return {
        "a": a,
        "b": b,
        "before": before,
        "after": before + difference,
        "difference": difference,
        "low": difference - spread,
        "high": difference + spread,
    }


def responses(**changes: Any) -> dict[str, Any]:
    """Return a made-up table of how others' ties answer an alliance of Peru and Chile."""
    table = {
        "lacking": None,
        "change": "add",
        "pair": ["PER", "CHL"],
        "year": 2018,
        "horizon": 5,
        "source": "Example list of alliances",
        "rows": [
            tie("USA", "BOL", 0.012, 0.006, 0.004),
            tie("JPN", "USA", 0.31, 0.021, 0.012),
            tie("NZL", "FJI", 0.004, 0.0012, 0.0004),
            tie("RUS", "PER", 0.0021, -0.0008, 0.0003),
            tie("CHL", "CUB", 0.0002, 0.00009, 0.0002),
        ],
        "validation": {
            "auc": 0.912,
            "auc_baseline": 0.803,
            "brier": 0.0041,
            "brier_baseline": 0.0052,
            "since": 1990,
            "until": 2018,
        },
    }
    return table | changes


def chance(
    actor: str, kind: str, recipient: str, probability: float, *reasons: dict[str, Any]
) -> dict[str, Any]:
    """Return a made-up forecast of a type of act, resting on these past acts."""
    return {
        "id": f"{actor}-{kind}",
        "actor": actor,
        "type": kind,
        "recipient": recipient,
        "probability": probability,
        "base_rate": 0.04,
        "pair_rate": 0.2,
        "expected": 2 * probability,
        "basis": "model",
        "reasons": list(reasons),
    }


def past(day: str, actor: str, kind: str, recipient: str, *ids: str) -> dict[str, Any]:
    """Return a made-up past act that a forecast cites, with the ids of its events."""
    told = {"day": day, "actor": actor, "type": kind, "recipient": recipient}
    return {**told, "kind": "same", "added": 0.12, "events": max(len(ids), 1), "ids": list(ids)}


def outlook(*known: str, **changes: Any) -> dict[str, Any]:
    """Return a made-up table of what may come next; `known` are ids of events of the dossier."""
    of_data = past("2024-05-02", "PER", "CONSULT", "CHL", "e-17", "e-18")
    of_record = past("2023-06-12", "CHL", "SUPPORT", "PER", *known) if known else of_data
    table = {
        "lacking": None,
        "pair": ["PER", "CHL"],
        "on": "2024-07-01",
        "until": "2024-09-28",
        "since": "2010-01-01",
        "last": "2024-06-30",
        "horizon": 90,
        "source": "Example event list",
        "origin": "data",
        "events": 41,
        "least": 15,
        "basis": "model",
        "without_day": 2,
        "pairs": 40,
        "of_pairs": 900,
        "own": 0.4,
        "rows": [
            chance("PER", "CONSULT", "CHL", 0.31, of_data, of_record),
            chance("PER", "ACCUSE", "CHL", 0.02),
            chance("CHL", "SUPPORT", "PER", 0.27, of_record),
            chance("CHL", "AID", "PER", 0.0004),
        ],
        "record": {
            "cases": 5000,
            "happened": 210,
            "brier": 0.0312,
            "brier_base": 0.0391,
            "brier_pair": 0.0333,
            "types": 16,
            "better": 14,
            "bins": [
                {"low": 0.0, "high": 0.1, "count": 4800, "forecast": 0.02, "share": 0.02,
                 "interval": [0.01, 0.03]},
                {"low": 0.3, "high": 0.4, "count": 60, "forecast": 0.34, "share": 0.35,
                 "interval": [0.2, 0.5]},
                {"low": 0.9, "high": 1.0, "count": 2, "forecast": 0.95, "share": 0.5,
                 "interval": [0.1, 0.9]},
            ],
        },
    }  # fmt: skip
    return table | changes
