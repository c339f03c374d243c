"""Scores of groups of mentions against gold groups: MUC, B3, CEAF-e, their mean, and pairs.

Both sides hold the same ids, each in one group; groups of one count. Sources: MUC, Vilain et al.
(1995); B3, Bagga and Baldwin (1998); CEAF-e (phi 4), Luo (2005); the mean of their F1 is the score
of the CoNLL-2012 shared task.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from itertools import combinations

import networkx

Groups = list[set[str]]


def scores(gold: Groups, made: Groups, article: Mapping[str, str]) -> dict[str, float]:
    """Return the F1 of each measure; both sides hold the same ids."""
    found = {
        "muc": _f1(_muc(gold, made), _muc(made, gold)),
        "b3": _f1(_b_cubed(gold, made), _b_cubed(made, gold)),
        "ceaf_e": _f1(*_ceaf_e(gold, made)),
    }
    right, told = _pairs(gold), _pairs(made)
    across = [{p for p in pairs if len({article[i] for i in p}) > 1} for pairs in (right, told)]
    return {
        "conll": sum(found.values()) / 3,
        **found,
        "pairwise": _overlap(right, told),
        "precision": len(right & told) / max(1, len(told)),
        "recall": len(right & told) / max(1, len(right)),
        "across": _overlap(*across),
    }


def _f1(one: float, other: float) -> float:
    return 2 * one * other / (one + other) if one + other else 0.0


def _group_of(groups: Groups) -> dict[str, int]:
    return {item: number for number, group in enumerate(groups) for item in group}


def _muc(key: Groups, response: Groups) -> float:
    """Return the part of the key's links that the response has."""
    where = _group_of(response)
    links = sum(len(group) - 1 for group in key)
    kept = sum(len(group) - len({where[item] for item in group}) for group in key)
    return kept / links if links else 0.0


def _b_cubed(key: Groups, response: Groups) -> float:
    """Return the mean, over mentions, of the part of their key group that they are found with."""
    where = _group_of(response)
    total = sum(n * n / len(g) for g in key for n in Counter(where[i] for i in g).values())
    return total / len(where)


def _ceaf_e(key: Groups, response: Groups) -> tuple[float, float]:
    """Return recall and precision under the best one-to-one matching of groups."""
    where, graph = _group_of(response), networkx.Graph()
    for number, group in enumerate(key):
        for other, same in Counter(where[item] for item in group).items():
            likeness = 2 * same / (len(group) + len(response[other]))
            graph.add_edge(("key", number), ("response", other), weight=likeness)
    total = 0.0
    for part in networkx.connected_components(graph):
        matched = networkx.max_weight_matching(graph.subgraph(part))
        total += sum(graph.edges[edge]["weight"] for edge in matched)
    return total / len(key), total / len(response)


def _pairs(groups: Groups) -> set[tuple[str, str]]:
    return {pair for group in groups for pair in combinations(sorted(group), 2)}


def _overlap(right: set[tuple[str, str]], told: set[tuple[str, str]]) -> float:
    return 2 * len(right & told) / max(1, len(right) + len(told))
