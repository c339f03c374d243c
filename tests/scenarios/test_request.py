"""Requests: what one may hold, and what is refused before any world is looked at."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, replace

import pytest

from rapprochement.errors import ScenarioInputError
from rapprochement.scenarios.request import Measure, Request

BAN = Measure("embargo", ("EU",), ("RUS",))


def test_a_measure_is_an_embargo_both_ways_on_all_goods_unless_it_says_less() -> None:
    """The defaults are the plain reading of "A bans trade with B"."""
    assert BAN.direction == "both"
    assert BAN.share == 1.0
    assert not BAN.sectors
    assert not BAN.lift


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"kind": "ban"}, r"kind is 'ban'; embargo, cost, tariff fit"),
        ({"direction": "in"}, r"direction is 'in'; exports, imports, both fit"),
        ({"by": ()}, r'by is empty; .* by = \["EU"\]'),
        ({"on": ()}, r"on is empty"),
        ({"share": 0.0}, r"share is 0; a part above 0 and up to 1"),
        ({"share": 40.0}, r"share is 40; .*0\.4 for 40 per cent"),
        ({"sectors": {"energy": 1.2}}, r"energy is 1\.2; a part above 0"),
        ({"percent": 10.0}, r"An embargo has no percent .*share = 0\.4"),
        ({"kind": "cost"}, r"A cost needs percent, above 0 and below 10000; None came"),
        ({"kind": "tariff", "percent": -5.0}, r"A tariff needs percent, above 0"),
        ({"kind": "cost", "percent": float("nan")}, r"A cost needs percent"),
        ({"share": float("nan")}, r"share is nan"),
    ],
)
def test_what_no_shock_can_be_made_of_is_refused(given, said) -> None:
    """Each refusal names what came and what would fit."""
    with pytest.raises(ScenarioInputError, match=said):
        replace(BAN, **given)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"measures": ()}, r"no measure. Give one: \[\[measure\]\]"),
        ({"closure": "open"}, r"closure is 'open'; additive, multiplicative, balanced fit"),
        ({"elasticities": {"energy": 0.0}}, r"elasticity of energy is 0; above 0 fits"),
        ({"elasticities": {"energy": 1e6}}, r"elasticity of energy is 1e\+06"),
    ],
)
def test_assumptions_out_of_range_are_refused(given, said) -> None:
    """A request without measures, or with assumptions that no model takes, is never made."""
    with pytest.raises(ScenarioInputError, match=said):
        replace(Request((BAN,)), **given)


def test_a_request_does_not_change_once_it_is_made() -> None:
    """Neither its fields nor the tables in it, nor by way of the dictionary it was made from."""
    parts = {"energy": 0.5}
    request = Request((replace(BAN, sectors=parts),), elasticities=parts)
    parts["energy"] = 0.9

    assert request.elasticities["energy"] == 0.5
    assert request.measures[0].sectors["energy"] == 0.5
    with pytest.raises(FrozenInstanceError):
        request.title = "other"  # type: ignore[misc]
    with pytest.raises(TypeError):
        request.elasticities["energy"] = 1.0  # type: ignore[index]


def test_targets_and_coalition_are_named_once_in_the_order_written() -> None:
    """Several measures of the same states do not repeat them."""
    request = Request((
        Measure("embargo", ("EU", "USA"), ("RUS",)),
        Measure("cost", ("USA", "JPN"), ("RUS", "BLR"), percent=10),
    ))  # fmt: skip

    assert request.coalition == ("EU", "USA", "JPN")
    assert request.targets == ("RUS", "BLR")
