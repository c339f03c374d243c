"""What each indicator has to do with the estimate: contributions, shares, residuals."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from rapprochement.measures.proximity.kalman import Rows, Smoothed, smooth
from rapprochement.measures.proximity.model import Bools, Floats, System


def contributions(model: System, rows: Rows) -> Floats:
    """Return what each indicator adds to the smoothed closeness, (rows, times, indicators).

    The smoother is linear in the values (less their intercepts) and starts from zero: smoothing
    one indicator's values alone, the others at their intercepts, gives its part, and the parts
    sum to the whole.
    """
    centred = rows.values - model.intercept[0] * rows.ones[:, None, None]
    centred = np.where(rows.there[rows.group], centred, 0.0)
    found = np.empty_like(centred)
    for i in range(centred.shape[2]):
        alone = np.zeros_like(centred)
        alone[:, :, i] = centred[:, :, i]
        part = replace(rows, values=alone, ones=np.zeros(len(centred)))
        found[:, :, i] = smooth(model, part).state[0, :, :, 0].T
    return found


def shares(model: System, rows: Rows, loading: Floats) -> Floats:
    """Return the part of a lasting rise taken from each indicator, (groups, times, indicators).

    A rise of 1 over all times moves indicator i by its loading; its share is its contribution to
    what the smoother then finds. Shares depend on which values are there, not on the values. NaN
    where no indicator tells anything.
    """
    groups = len(rows.there)
    rise = Rows(
        np.where(rows.there, loading, 0.0),
        np.zeros(groups),
        np.arange(groups),
        rows.there,
        rows.dyads,
    )
    found = np.maximum(contributions(model, rise), 0.0)
    total = found.sum(axis=2, keepdims=True)
    known = total > 1e-12
    return np.where(known, found / np.where(known, total, 1.0), np.nan)


def residuals(model: System, rows: Rows, seen: Smoothed, missing: Bools) -> Floats:
    """Return value less smoothed expectation, in its own standard deviation; NaN where missing.

    The variance of a smoothed residual is the noise's less that of the smoothed signal (Durbin
    and Koopman 2012, section 4.5).
    """
    observe = model.observe[0]
    expected = np.einsum("trn,in->rti", seen.state[0], observe) + model.intercept[0]
    signal = np.einsum("im,tgmn,in->gti", observe, seen.spread[0], observe, optimize=True)
    variance = (model.noise[0] - signal)[rows.group]
    known = ~missing & (variance > 1e-9)
    return np.where(known, (rows.values - expected) / np.sqrt(np.where(known, variance, 1)), np.nan)
