"""Numbers repeated in the dossier because its room may not import measures."""

from __future__ import annotations

from rapprochement.dossier import chapters, opening
from rapprochement.measures import acts, trend


def test_constants_repeated_in_the_dossier_agree_with_measures():
    """Least acts and continued states are the same on both sides of the wall."""
    assert opening.LEAST_ACTS == trend.LEAST_ACTS
    assert dict(chapters.FORMER) == dict(acts.CONTINUED_BY)
