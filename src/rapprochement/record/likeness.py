"""When do two mentions speak of one happening? The rules, without the search for candidates.

Types and parties must fit; words then weigh for or against. The weights are judgements, made on
sentences of our own: a word in common counts more than a missing one, since two writers name
different sides of one event.
"""

from __future__ import annotations

from collections.abc import Iterable, Set

from rapprochement.record.mentions import VAGUE, Mention, Profile
from rapprochement.record.wording import ACT_LETTERS, Rarity, other_figures, same_act
from rapprochement.terms import EventType

# Types under which two coders may file the same act, given words in common.
NEIGHBOURS: dict[EventType, tuple[EventType, ...]] = {
    EventType.SANCTION: (EventType.COERCE,),
    EventType.COERCE: (EventType.SANCTION,),
    EventType.AGREE: (EventType.SUPPORT,),
    EventType.SUPPORT: (EventType.AGREE,),
    EventType.COOPERATE: (EventType.AID,),
    EventType.AID: (EventType.COOPERATE,),
    EventType.CONCEDE: (EventType.RETREAT,),
    EventType.RETREAT: (EventType.CONCEDE,),
}

# Both sides do it, whoever is named first; their actors and recipients are pooled.
RECIPROCAL = frozenset(
    {
        EventType.AGREE,
        EventType.CONSULT,
        EventType.SUPPORT,
        EventType.COOPERATE,
        EventType.ASSAULT,
    }
)

# Here the type itself says what was done, so another verb (meet, receive, visit) tells little.
_PLAIN_ACTS = frozenset(
    {
        EventType.CONSULT,
        EventType.COOPERATE,
        EventType.AID,
        EventType.ASSAULT,
        EventType.MOBILIZE,
    }
)

YEAR = 366  # days
NEAR = 7  # days between two texts, or a text and the day, while an event is news

SAME_ACT, ANOTHER_ACT = 2.0, -2.0
SAME_ACT_ASKED = 1.9
SAME_WORDS = 3.0  # for all the rare words of a sentence; a part of them counts in part
RARE_ACT = 1.0  # for an act that a text tells again and no other text tells
OTHER_FIGURES = -1.0  # where nothing but words can tell two happenings apart
NEVER = float("-inf")


def fits(mention: Mention, event: Profile) -> bool:
    """Return whether types, plan or deed, days and parties allow one happening."""
    return (
        mention.days[0] <= event.days[1]
        and event.days[0] <= mention.days[1]
        and (mention.plan is None or event.plan is None or mention.plan == event.plan)
        and (mention.type is event.type or event.type in NEIGHBOURS.get(mention.type, ()))
        and _parties_fit(mention, event)
        and not _told_before(mention, event)
    )


def _parties_fit(mention: Mention, event: Profile) -> bool:
    if mention.actors == event.actors and mention.recipients == event.recipients:
        return True
    mine, theirs = mention.parties, event.parties
    if not (mine <= theirs or theirs <= mine):
        return False
    if mention.type in RECIPROCAL or event.type in RECIPROCAL:
        return True
    if not (mention.actors and event.actors):  # who did it is left out
        return bool(mention.recipients & event.recipients)
    swapped = (mention.actors & event.recipients) - event.actors
    swapped |= (event.actors & mention.recipients) - mention.actors
    return not swapped and bool(mention.actors & event.actors)


def _told_before(mention: Mention, event: Profile) -> bool:
    """Return whether a text without a day is older than the deed; a day is left for time zones."""
    if mention.dated or not event.dated or mention.plan is not False or mention.issued is None:
        return False
    return mention.issued[1] + 1 < event.days[0]


def frame(mention: Mention, event: Profile, rarity: Rarity) -> tuple[float, float]:
    """Return how far act, matter, names and place agree, and what must be exceeded in the end.

    Above zero for one happening, below against it, -inf where it is excluded. The sentences are
    still to be counted, see `sentences`. Assumes that `fits` holds.
    """
    if mention.summary and event.summary:
        return _summaries(mention.summary, event.summary), NEVER
    score, least = _predicate(mention, event), _least(mention, event)
    if score == ANOTHER_ACT and least >= SAME_ACT_ASKED:
        return NEVER, least
    if score > 0 and mention.document in event.documents:
        score += RARE_ACT * rarity.rare(mention.predicate)
    score += _topic(mention, event)
    if mention.place and event.places:
        score += _place(mention, event)
    if mention.names and mention.names & event.names:
        score += 1.0
    return (score if score + SAME_WORDS > least else NEVER), least


def sentences(mention: Mention, event: Profile, rarity: Rarity) -> float:
    """Return how far the sentences agree word by word, from OTHER_FIGURES to SAME_WORDS."""
    mine = mention.wording
    if not mine.weight or not event.wordings:
        return 0.0
    score = SAME_WORDS * max([rarity.alike(mine, theirs) for theirs in event.wordings])
    if not mention.dated and not event.dated:
        score += OTHER_FIGURES * any(other_figures(mine, theirs) for theirs in event.wordings)
    return score


def _least(mention: Mention, event: Profile) -> float:
    """Return what the words must exceed: the less the frame says, the more."""
    one = mention.days[1] - mention.days[0]
    other = event.days[1] - event.days[0]
    shorter, longer = (one, other) if one < other else (other, one)
    if longer < VAGUE:
        if mention.type is not event.type:
            return SAME_ACT_ASKED
        return 0.5 if len(mention.parties & event.parties) < 2 else -1.0
    if shorter >= YEAR:  # no day on either side
        if mention.document in event.documents:
            return 2.5
        return 3.5 if _near(mention, event) else 5.0
    looking_back = 0.0 if mention.dated or _near(mention, event) else 1.0
    alike = mention.type is event.type and mention.parties == event.parties
    if alike and len(mention.parties) > 1:
        return SAME_ACT_ASKED + looking_back
    return 3.0 + looking_back  # the same act on much the same matter


def _near(mention: Mention, event: Profile) -> bool:
    """Return whether one text tells both, or all texts are of the days when the event was news.

    A text without a known day is not held against them where the event has its day.
    """
    if mention.document in event.documents:
        return True
    if mention.issued is None:
        return event.dated
    days = event.days if event.dated else event.issued
    if days is None:
        return False
    # all of `issued` are near when the latest first and the earliest last day are
    return mention.issued[0] - NEAR <= days[1] and days[0] <= mention.issued[1] + NEAR


def _predicate(mention: Mention, event: Profile) -> float:
    """Weigh the act. A row has no predicate; its summary may tell the same act, or other words."""
    mine, theirs = mention.predicate, event.predicates
    if mine in theirs or (event.summary and mine[:5] in event.summary):
        return SAME_ACT
    if mention.summary and _told(theirs, mention.summary):
        return SAME_ACT
    if not mine or not theirs:
        return 0.0
    if mine[:ACT_LETTERS] in event.acts and any(same_act(mine, other) for other in theirs):
        return SAME_ACT
    return -0.4 if mention.type in _PLAIN_ACTS else ANOTHER_ACT


def _topic(mention: Mention, event: Profile) -> float:
    """Weigh the matter. Words of two languages may differ and still mean the same."""
    shared = event.topic & mention.topic
    if event.summary:
        shared |= _told(mention.topic | mention.names, event.summary)
    if mention.summary:
        shared |= _told(event.topic | event.names, mention.summary)
    if shared:
        return min(1.0 + 0.5 * (len(shared) - 1), 2.0)
    if not mention.topic or mention.language not in event.matter_in:
        return 0.0
    return -0.4 if mention.type in _PLAIN_ACTS else -1.0


def _told(words: Iterable[str], summary: Set[str]) -> set[str]:
    """Return the words that a chronicle's summary has too, by their beginnings."""
    return {word for word in words if word[:5] in summary}


def _place(mention: Mention, event: Profile) -> float:
    if mention.place in event.places:
        return 1.0
    return -1.0 if mention.language in event.place_in else 0.0


def _summaries(mine: frozenset[str], theirs: frozenset[str]) -> float:
    """Weigh two rows: a chronicle tells each fact once, so they must be nearly the same words."""
    same = len(mine & theirs) / max(1, min(len(mine), len(theirs)))
    return 2.0 * same if same >= 0.75 else NEVER
