"""Forecasts for the user: issued from a source with their reasons, saved, and settled later."""

from __future__ import annotations

from rapprochement.workflow.forecasting.asking import Asked
from rapprochement.workflow.forecasting.issuing import Issued, forecast
from rapprochement.workflow.forecasting.keeping import save, save_settled
from rapprochement.workflow.forecasting.settling import Score, Settled, read_forecasts, score
from rapprochement.workflow.forecasting.tracking import track_record

__all__ = [
    "Asked",
    "Issued",
    "Score",
    "Settled",
    "forecast",
    "read_forecasts",
    "save",
    "save_settled",
    "score",
    "track_record",
]
