"""The scores that the benchmark of linking prints, against cases worked out by hand."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).resolve().parents[2] / "benchmarks"))
scores = pytest.importorskip("linking_scores").scores

GOLD = [{"a", "b", "c"}, {"d", "e"}]
ARTICLE = {"a": "1", "b": "1", "c": "2", "d": "2", "e": "2"}


def test_the_gold_scores_one() -> None:
    """Groups equal to the gold are right by every measure."""
    assert set(scores(GOLD, GOLD, ARTICLE).values()) == {1.0}


def test_mentions_alone_have_no_links() -> None:
    """Groups of one have no link for MUC and pairs, and part of B3 and CEAF."""
    found = scores(GOLD, [{one} for one in "abcde"], ARTICLE)
    assert (found["muc"], found["pairwise"], found["across"]) == (0, 0, 0)
    assert found["b3"] == pytest.approx(2 * 1 * (2 / 5) / (1 + 2 / 5))  # (3 * 1/3 + 2 * 1/2) / 5
    # best matching: 2 * 1 / (3 + 1) and 2 * 1 / (2 + 1), over 2 gold groups and over 5 groups
    recall, precision = (1 / 2 + 2 / 3) / 2, (1 / 2 + 2 / 3) / 5
    assert found["ceaf_e"] == pytest.approx(2 * recall * precision / (recall + precision))


def test_a_wrong_cut_by_hand() -> None:
    """One mention in the wrong group: each measure as worked out on paper."""
    found = scores(GOLD, [{"a", "b"}, {"c", "d", "e"}], ARTICLE)
    assert found["muc"] == pytest.approx(2 / 3)  # (1 + 1) of 3 links, both ways
    b3 = (4 / 3 + 1 / 3 + 2) / 5
    assert found["b3"] == pytest.approx(b3)
    assert found["ceaf_e"] == pytest.approx(4 / 5)
    assert found["conll"] == pytest.approx((2 / 3 + b3 + 4 / 5) / 3)
    assert found["pairwise"] == pytest.approx(2 * 2 / (4 + 4))
    assert found["across"] == 0  # a-c and b-c are missed
