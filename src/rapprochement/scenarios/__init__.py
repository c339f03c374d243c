"""What would change if: a world of trade, a shock, and the world after.

    world = one_sector(["A", "B", "C"], trade, elasticity=5)
    costs = np.ones((1, 3, 3)); costs[0, 1, 0] = np.inf     # B may no longer buy from A
    after = solve(world, Shock(costs=costs), closure="balanced")
    after.real_income, after.trade, after.first_order.total

`baseline` holds the world before, `shock` what changes, `equations` the model in the paper's
symbols, `reach` who can still make and buy what, `fixed_point` the search, `solver` the way from
question to checked answer, `outcome` and `welfare` the answer.

Source: Caliendo and Parro (2015), Review of Economic Studies 82(1), 1-44.
"""

from rapprochement.scenarios.baseline import Baseline, one_sector, residual_final_shares
from rapprochement.scenarios.equations import Closure
from rapprochement.scenarios.outcome import Outcome, Residuals
from rapprochement.scenarios.shock import Shock
from rapprochement.scenarios.solver import settle, solve, solve_many
from rapprochement.scenarios.welfare import FirstOrder

__all__ = [
    "Baseline",
    "Closure",
    "FirstOrder",
    "Outcome",
    "Residuals",
    "Shock",
    "one_sector",
    "residual_final_shares",
    "settle",
    "solve",
    "solve_many",
]
