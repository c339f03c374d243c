"""Who takes whose place, and on whom a state then hangs: sums that hold, and definitions."""

from __future__ import annotations

import numpy as np
import pytest
from answers_samples import ECONOMIES, SECTORS, after, four
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from rapprochement.errors import ScenarioInputError
from rapprochement.scenarios.answers.diversion import diversion, over_sectors, replaced
from rapprochement.scenarios.answers.figures import economies, trade
from rapprochement.scenarios.answers.partners import dependence, partners

NEAR = 1e-9  # of values of a few units: what adding up in another order may change
REQUESTS = ("B embargo A", "B+C embargo A food exports", "B cost 30% A", "B embargo 40% A imports")

changes = arrays(
    float, st.integers(1, 8), elements=st.floats(-1e6, 1e6).filter(lambda x: abs(x) > 1e-6 or not x)
)


@given(changes)
def test_every_change_is_accounted_for_once(change) -> None:
    """What passes over, what is lost and what is new sum to each partner's change."""
    moved, lost, new = replaced(change)

    assert (moved >= 0).all() and (lost >= 0).all() and (new >= 0).all()
    assert moved.sum(axis=0) - moved.sum(axis=1) - lost + new == pytest.approx(change, rel=1e-9)
    scale = max(1.0, float(np.abs(change).sum()))
    assert min(lost.sum(), new.sum()) <= 1e-9 * scale  # never both


def test_losses_are_spread_in_proportion_to_gains() -> None:
    """Of 10 lost by one and 6 gained by two, 6 pass over as 2 to 1, and 4 are lost for good."""
    moved, lost, new = replaced(np.array([-10.0, 4.0, 2.0]))

    assert moved[0].tolist() == pytest.approx([0, 4, 2])
    assert lost.tolist() == pytest.approx([4, 0, 0])
    assert not new.any()


@pytest.mark.parametrize("line", REQUESTS)
@pytest.mark.parametrize("home", [False, True])
def test_diversion_adds_up_in_every_sector(line, home) -> None:
    """The rows of a partner sum to the change of its flow with the target, sector by sector."""
    outcome = after(line)
    change = outcome.trade - outcome.before.trade
    sums = np.zeros((2, 2, 4))  # flow, sector, partner
    for row in diversion(outcome, "A", home=home):
        at = ("exports", "imports").index(row.flow), SECTORS.index(row.sector)
        if row.loser:
            sums[at][ECONOMIES.index(row.loser)] -= row.value
        if row.gainer:
            sums[at][ECONOMIES.index(row.gainer)] += row.value

    expected = np.stack([change[:, :, 0], change[:, 0, :]])
    if not home:
        expected[:, :, 0] = 0
    assert sums == pytest.approx(expected, abs=NEAR)


@pytest.mark.parametrize("line", REQUESTS)
def test_diversion_of_shares_moves_all_that_is_lost(line) -> None:
    """Apart from the change of the whole nothing is lost or new, and the two add up to it all."""
    outcome = after(line)
    rows = diversion(outcome, "A", of="share")
    was, now = outcome.before.trade[:, 1:, 0], outcome.trade[:, 1:, 0]
    kept = was / was.sum(axis=1, keepdims=True) * now.sum(axis=1, keepdims=True)

    assert all(row.loser and row.gainer for row in rows)
    for j, sector in enumerate(SECTORS):
        for n, name in enumerate(ECONOMIES[1:]):
            own = [row for row in rows if (row.flow, row.sector) == ("exports", sector)]
            net = sum(row.value * ((row.gainer == name) - (row.loser == name)) for row in own)
            assert net == pytest.approx(float(now[j, n] - kept[j, n]), abs=NEAR)


def test_sums_over_sectors_keep_the_value() -> None:
    """Nothing is lost by summing over sectors, and the largest comes first within a flow."""
    rows = diversion(after("B embargo A"), "A")
    whole = over_sectors(rows)

    assert sum(row.value for row in whole) == pytest.approx(sum(row.value for row in rows))
    for flow in ("exports", "imports"):
        values = [row.value for row in whole if row.flow == flow]
        assert values == sorted(values, reverse=True)


def test_who_is_shut_out_loses_all() -> None:
    """An embargoing partner loses the whole of its flow; it gains nothing in any sector."""
    outcome = after("B embargo A")
    rows = diversion(outcome, "A")

    assert not any(row.gainer == "B" for row in rows)
    lost = sum(row.value for row in rows if row.loser == "B" and row.flow == "exports")
    assert lost == pytest.approx(float(outcome.before.trade[:, 1, 0].sum()))


def test_nothing_happens_without_a_change() -> None:
    """A measure lifted as it is imposed diverts nothing and moves no share or income."""
    outcome = after("B embargo A; lift B embargo A")

    assert diversion(outcome, "A") == ()
    assert all(row.gain == pytest.approx(0, abs=NEAR) for row in partners(outcome, "A"))
    assert all(abs(row.real_income) < NEAR for row in economies(outcome))


@pytest.mark.parametrize("line", REQUESTS)
def test_partners_have_their_shares(line) -> None:
    """Shares are flows over all flows abroad; gains are ranked and sum to one."""
    outcome = after(line)
    for flow in ("exports", "imports"):
        rows = [row for row in partners(outcome, "A") if row.flow == flow]
        for when, flows in (("before", outcome.before.trade), ("after", outcome.trade)):
            total = flows.sum(axis=0)
            line_ = total[:, 0] if flow == "exports" else total[0]
            for row in rows:
                n = ECONOMIES.index(row.partner)
                share = line_[n] / (line_.sum() - line_[0])
                assert getattr(row, f"share_{when}") == pytest.approx(float(share))
        gaining = [row for row in rows if row.gain > 0]
        assert [row.rank for row in gaining] == list(range(1, len(gaining) + 1))
        assert all(row.rank is None and row.of_gains is None for row in rows if row.gain <= 0)
        if gaining:
            assert sum(row.of_gains or 0 for row in gaining) == pytest.approx(1)


def test_partners_of_one_sector() -> None:
    """Narrowed to a sector, only its trade counts."""
    outcome = after("B embargo A food")
    rows = {(row.flow, row.partner): row for row in partners(outcome, "A", sectors=["food"])}

    assert rows["exports", "B"].after == 0
    assert rows["exports", "C"].before == pytest.approx(float(outcome.before.trade[0, 2, 0]))


def test_dependence_is_that_of_the_measures() -> None:
    """Shares of trade and of income, and the index of concentration, by straight loops."""
    outcome = after("B embargo A")
    rows, concentrated = dependence(outcome, "A")
    by = {(row.flow, row.partner): row for row in rows}
    total = outcome.trade.sum(axis=0)
    both = {n: total[n, 0] + total[0, n] for n in range(1, 4)}
    income = float(outcome.before.value_added[0] * outcome.wages[0])

    for n, value in both.items():
        row = by["trade", ECONOMIES[n]]
        assert row.share_after == pytest.approx(value / sum(both.values()))
        assert row.of_income_after == pytest.approx(value / income)
    hhi = sum((value / sum(both.values())) ** 2 for value in both.values())
    found = {each.flow: each for each in concentrated}
    assert found["trade"].hhi_after == pytest.approx(hhi)
    assert found["trade"].effective_after == pytest.approx(1 / hhi)
    assert found["trade"].first_after in "CD"


def test_trade_is_told_whole_with_its_origin() -> None:
    """All flows abroad stand there once, before and after, with what the first rests on."""
    origins = np.full((2, 4, 4), "published")
    origins[1] = "estimated"
    world = four(origins=origins)
    outcome = after("B embargo A", world)
    rows = trade(outcome, world)

    abroad = ~np.eye(4, dtype=bool)
    assert sum(row.before for row in rows) == pytest.approx(outcome.before.trade[:, abroad].sum())
    assert sum(row.after for row in rows) == pytest.approx(outcome.trade[:, abroad].sum())
    assert {(row.sector, row.origin) for row in rows} == {
        ("food", "published"), ("fuel", "estimated"),
    }  # fmt: skip
    assert {row.origin for row in trade(outcome, four())} == {"given"}


def test_the_unit_does_not_matter() -> None:
    """In thousands or in billions, shares and changes are the same and values scale."""
    one, thousand = (after("B embargo A", four(unit=unit)) for unit in (1.0, 1000.0))

    for a, b in zip(partners(one, "A"), partners(thousand, "A"), strict=True):
        assert (a.partner, a.share_after) == (b.partner, pytest.approx(b.share_after))
        assert 1000 * a.gain == pytest.approx(b.gain, abs=1e-5)


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda o: partners(o, "E"), "no economy 'E'"),
        (lambda o: diversion(o, "E"), "no economy 'E'"),
        (lambda o: dependence(o, "E"), "no economy 'E'"),
        (lambda o: partners(o, "A", sectors=["foods"]), "Did you mean food"),
        (lambda o: diversion(o, "A", of="shares"), "value, share fit"),
    ],
)
def test_what_is_not_there_is_said(call, told) -> None:
    """An economy or sector that the world does not have is named, with what would fit."""
    with pytest.raises(ScenarioInputError, match=told):
        call(after("B cost 5% A"))
