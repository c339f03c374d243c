"""Similarity of foreign policies: S, kappa, pi, tau-b and agreement, for all dyads at once.

Two states are alike when they hold the same ties to the same third states, or vote alike. Both are
one matrix: a row a state, a column a third state or a roll call, an entry one of a few ordered
categories (`portfolios`). All measures depend on a dyad only through its contingency table, and
the tables of all dyads are one matrix product (`tables`). `formulas` holds the measures,
`coefficients` what one asks for, and `yearly` runs it over every year.

    portfolios = alliance_portfolios(obligations, 1914, states=members)
    result = similarity(portfolios, "kappa", distance="squared")
    result.between("GMY", "RUS")

Sources: Signorino & Ritter 1999, International Studies Quarterly 43(1): 115-144; Häge 2011,
Political Analysis 19(3): 287-305; Cohen 1960 and 1968; Scott 1955; Kendall 1938. Each function
names the equation it follows.
"""

from rapprochement.measures.similarity.coefficients import (
    CUSTOMARY_DISTANCE,
    Measure,
    PairSimilarity,
    Similarity,
    pair_similarity,
    similarity,
)
from rapprochement.measures.similarity.portfolios import (
    RANKINGS,
    Portfolios,
    alliance_portfolios,
    state_years,
    vote_portfolios,
)
from rapprochement.measures.similarity.tables import JointTables, all_pairs, joint_tables
from rapprochement.measures.similarity.yearly import (
    YearlySimilarity,
    all_years,
    alliances_by_year,
    votes_by_year,
)

__all__ = [
    "CUSTOMARY_DISTANCE",
    "RANKINGS",
    "JointTables",
    "Measure",
    "PairSimilarity",
    "Portfolios",
    "Similarity",
    "YearlySimilarity",
    "all_pairs",
    "all_years",
    "alliance_portfolios",
    "alliances_by_year",
    "joint_tables",
    "pair_similarity",
    "similarity",
    "state_years",
    "vote_portfolios",
    "votes_by_year",
]
