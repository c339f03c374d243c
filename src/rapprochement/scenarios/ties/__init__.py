"""Which states will ally next, and what a new or a lost tie changes for the others.

    past = history(Given(obligations=..., states=..., distance=...))
    model = fit_ties(past)
    respond(model, past.scene(2018), Change(add=(("RUS", "PRK"),))).rows()
    validate(dyad_years(past), first=1990)          # years the model has not seen

`given` names the tables, `history` and `filling` make years of them, `features` is the table of
what is looked at, `panel` the pair-years, `logistic` the regression, `model` the two yearly
hazards (a new tie, the end of one), `scores` and `validation` how good they are, `response` the
third ties, `simulation` the years after.
"""

from rapprochement.scenarios.ties.capitals import capital_distances
from rapprochement.scenarios.ties.features import FEATURES, Feature
from rapprochement.scenarios.ties.given import Given
from rapprochement.scenarios.ties.history import Conventions, History, Scene, history
from rapprochement.scenarios.ties.model import (
    Hazard,
    TieModel,
    baseline_of,
    fit_hazard,
    fit_ties,
    forecast,
)
from rapprochement.scenarios.ties.panel import DyadYears, dyad_years
from rapprochement.scenarios.ties.response import Change, Response, ThirdTie, respond
from rapprochement.scenarios.ties.scores import Calibration, auc, brier, calibration
from rapprochement.scenarios.ties.simulation import Simulation, simulate
from rapprochement.scenarios.ties.validation import Score, Validation, validate

__all__ = [
    "FEATURES",
    "Calibration",
    "Change",
    "Conventions",
    "DyadYears",
    "Feature",
    "Given",
    "Hazard",
    "History",
    "Response",
    "Scene",
    "Score",
    "Simulation",
    "ThirdTie",
    "TieModel",
    "Validation",
    "auc",
    "baseline_of",
    "brier",
    "calibration",
    "capital_distances",
    "dyad_years",
    "fit_hazard",
    "fit_ties",
    "forecast",
    "history",
    "respond",
    "simulate",
    "validate",
]
