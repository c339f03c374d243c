"""From a request to the shock it makes in a world."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from difflib import get_close_matches

import numpy as np
from numpy.typing import NDArray

from rapprochement.errors import ScenarioInputError
from rapprochement.scenarios.baseline import Baseline
from rapprochement.scenarios.request import Measure, Request
from rapprochement.scenarios.shock import Shock
from rapprochement.scenarios.world import World

Array = NDArray[np.float64]
Economies = Callable[[str, date | None], Sequence[str]]  # of a code, on a day


def as_named(code: str, _on: date | None) -> tuple[str, ...]:
    """Return a code as the economy it names: for worlds whose economies are all that is named."""
    return (code,)


def shock_of(request: Request, world: World, economies: Economies = as_named) -> Shock:
    """Return the change of costs and tariffs that the measures of a request make together.

    A sector is a continuum of goods, and an importer's spending on an exporter is the part of goods
    it buys there. Where a part s of them may not come from there, spending on the exporter falls by
    s at unchanged prices, as it does when delivery costs (1 - s)^(-1 / elasticity) times as much;
    that neglects that the price level of the forbidden goods rises more than that of the others,
    little where the exporter is a small part of spending. The whole is a prohibition. Several
    measures on the same trade each leave their part of what the others leave; rises of cost
    multiply, points of tariff add. A lifted measure undoes an equal one of the request exactly.

    Parameters
    ----------
    economies
        Which economies of the world a code stands for on a day.

    Raises
    ------
    ScenarioInputError
        A code or sector that the world does not have, a measure that a state would take against
        itself alone, or one lifted that is neither in the request nor could be in the world.

    Source
    ------
    Eaton and Kortum (2002), Econometrica 70(5), 1741-1779: with Frechet draws the part of goods
    bought from an exporter equals the part of spending.
    """
    was = world.baseline
    open_, closed = np.ones(was.trade.shape), np.zeros(was.trade.shape, dtype=int)
    dearer, tau = np.ones(was.trade.shape), was.tariffs.copy()
    for measure in request.measures:
        cells, parts = _cells(measure, world, economies)
        sign = -1 if measure.lift else 1
        if measure.kind == "tariff":
            tau[cells] += sign * parts * (measure.percent or 0) / 100
        elif measure.kind == "cost":
            dearer[cells] *= (1 + parts * (measure.percent or 0) / 100) ** sign
        else:
            whole = parts >= 1
            closed[cells] += sign * whole
            open_[cells] *= np.where(whole, 1.0, 1 - parts * (parts < 1)) ** sign
    _check_lifted(was, closed, tau)
    theta = was.elasticities[:, None, None]
    costs = dearer * open_ ** (-1 / theta)
    return Shock(costs=np.where(closed > 0, np.inf, costs), tariffs=np.where(tau > 1e-12, tau, 0.0))


def reaches(request: Request, world: World, economies: Economies = as_named) -> NDArray[np.bool_]:
    """Return which cells (J, N, N) any measure of a request concerns."""
    touched = np.zeros(world.baseline.trade.shape, dtype=bool)
    for measure in request.measures:
        touched[_cells(measure, world, economies)[0]] = True
    return touched


def joined(request: Request, code: str) -> Request:
    """Return the request with one more member taking every measure that is imposed."""
    measures = tuple(
        m if m.lift or code in m.by else replace(m, by=(*m.by, code)) for m in request.measures
    )
    return replace(request, measures=measures)


def members(
    codes: Sequence[str], world: World, economies: Economies, on: date | None = None
) -> tuple[str, ...]:
    """Return the economies of the world that codes stand for, each once.

    Raises
    ------
    ScenarioInputError
        An economy that the world does not have; the nearest are named.
    """
    known = world.baseline.economies
    found = []
    for code in codes:
        for name in economies(code, on):
            if name not in known:
                raise ScenarioInputError(_unknown("economy", name, known, world.name))
            found.append(name)
    return tuple(dict.fromkeys(found))


def _cells(
    measure: Measure, world: World, economies: Economies
) -> tuple[tuple[NDArray[np.intp], ...], Array]:
    """Return the places (sector, importer, exporter) a measure concerns, and the part of each."""
    parts = _sectors(measure, world)
    at = {name: n for n, name in enumerate(world.baseline.economies)}
    by, on = (members(codes, world, economies, measure.since) for codes in (measure.by, measure.on))
    pairs = []
    for target in on:
        others = [at[name] for name in by if name != target]
        if measure.direction != "imports":
            pairs += [(m, at[target]) for m in others]
        if measure.direction != "exports":
            pairs += [(at[target], m) for m in others]
    if not pairs:
        raise ScenarioInputError(
            f"{'+'.join(measure.by)} against {'+'.join(measure.on)}: nobody is left to take the "
            "measure but the target itself."
        )
    pairs = list(dict.fromkeys(pairs))
    places = np.array([(j, n, i) for j in parts for n, i in pairs], dtype=np.intp).T
    return tuple(places), np.repeat(np.array(list(parts.values())), len(pairs))


def _sectors(measure: Measure, world: World) -> Mapping[int, float]:
    """Return the part by position of sector; a domain stands for the sectors that answer to it."""
    names = world.baseline.sectors
    if not measure.sectors:
        return dict.fromkeys(range(len(names)), measure.share)
    parts: dict[int, float] = {}
    for word, part in measure.sectors.items():
        found = [j for j, name in enumerate(names) if name == word]
        found = found or [j for j, name in enumerate(names) if world.domains.get(name) == word]
        if not found:
            known = [*names, *world.domains.values()]
            raise ScenarioInputError(_unknown("sector", word, known, world.name))
        parts |= dict.fromkeys(found, part)
    return parts


def _unknown(what: str, name: str, known: Sequence[str], world: str) -> str:
    near = get_close_matches(name, list(dict.fromkeys(known)), 2, 0.5)
    fits = f"Did you mean {' or '.join(near)}? " if near else ""
    return (
        f"There is no {what} {name!r} in {world}. {fits}It has: {', '.join(dict.fromkeys(known))}."
    )


def _check_lifted(was: Baseline, closed: NDArray[np.int_], tau: Array) -> None:
    """Refuse to lift what is not there: no trade can be computed from none."""
    if (closed < 0).any():
        j, n, i = np.argwhere(closed < 0)[0]
        route = f"{was.sectors[j]} from {was.economies[i]} to {was.economies[n]}"
        if was.trade[j, n, i] > 0:
            raise ScenarioInputError(
                f"{route} is traded in this world, so it cannot be wholly forbidden there. Say "
                "what part of it was: share = 0.6, for instance."
            )
        raise ScenarioInputError(
            f"{route} is not traded in this world, and how much there would be without the ban "
            "cannot be computed from none. Take a world from before the ban, impose it there, and "
            "read the answer backwards."
        )
    if (tau < -1e-12).any():
        j, n, i = np.argwhere(tau < -1e-12)[0]
        raise ScenarioInputError(
            f"The tariff of {was.economies[n]} on {was.sectors[j]} from {was.economies[i]} is "
            f"{was.tariffs[j, n, i]:.1%}, less than what would be lifted."
        )
