"""Which claims without a day are linked: by rare words, one text, or texts of the same days."""

from __future__ import annotations

from typing import Any

import pytest
import record_samples as made
from hypothesis import given
from hypothesis import strategies as st

from rapprochement.record import clusters, link
from rapprochement.record.wording import Rarity, other_figures, same_act
from rapprochement.terms import Claim, EventType, Modality, Period, Span

OPENED = "Moscow and Pyongyang opened a rail ferry terminal at the mouth of the Tumen."
AGAIN = "The rail ferry terminal on the Tumen was opened with a brass band."
OTHER = "Both capitals opened an office for trade in timber."
LENT = "Moscow lent Pyongyang 40 buses for the games."
LENT_MORE = "Moscow lent Pyongyang 75 buses for the games."
FERRY = ("terminal",)
UNRELATED = [
    "Grain prices rose in Vladivostok.",
    "A delegation of doctors left for Hanoi.",
    "Snow closed the road to the border.",
    "The choir sang in Rason for two hours.",
]
OPEN = {"type": EventType.COERCE, "predicate": "open", "when": None, "language": "en"}


def claim(id: str, sentence: str, **parts: Any) -> Claim:
    """Return a claim without a day, read from a sentence of its own text."""
    usual = {"document_id": f"text of {id}", "sentence": sentence}
    return made.claim(id, **(OPEN | usual | parts))


# Other texts, so that some words are rarer than others; they tell of other states.
BACKGROUND = [
    claim(f"x{n}", text, actors=("VNM", "LAO"), predicate=f"act{n}")
    for n, text in enumerate(UNRELATED)
]


def groups(*claims: Claim, published: dict[str, Period] | None = None) -> list[list[str]]:
    """Return the ids of the claims of each event, those of the background left out."""
    events = link([*claims, *BACKGROUND], (), published)
    found = [sorted(c.id for c in (*e.claims, *e.disputed_by)) for e in events]
    return sorted(ids for ids in found if not ids[0].startswith("x"))


def issued(**days: str) -> dict[str, Period]:
    """Return the days of publication of the texts of claims."""
    return {f"text of {id}": made.day(day) for id, day in days.items()}


def test_one_text_tells_an_event_twice() -> None:
    """Two undated sentences of one text with rare words in common tell one event."""
    one, two = claim("a", OPENED), claim("b", AGAIN, document_id="text of a")
    assert groups(one, two) == [["a", "b"]]


def test_two_acts_of_one_text_stay_apart() -> None:
    """One text may tell two acts of one sort that share no rare word."""
    texts = [claim("y", "They opened a school.", document_id="text of y", actors=("MNG", "CHN"))]
    texts += [claim(f"z{n}", s, actors=("MNG",)) for n, s in enumerate(UNRELATED)]
    one, two = claim("a", OPENED), claim("b", OTHER, document_id="text of a")
    assert ["a", "b"] not in groups(one, two, *texts)


def test_another_act_in_the_same_words_is_another_event() -> None:
    """Where no day is known, the act must be the same, however alike the sentences."""
    one, two = claim("a", OPENED), claim("b", AGAIN, document_id="text of a", predicate="seize")
    assert groups(one, two) == [["a"], ["b"]]


@pytest.mark.parametrize(
    ("days", "joined"),
    [
        ({"a": "2024-05-02", "b": "2024-05-04"}, True),
        ({"a": "2024-05-02", "b": "2024-09-04"}, False),
        ({"a": "2024-05-02"}, False),
        ({}, False),
    ],
)
def test_two_texts_of_the_same_days_tell_one_event(days: dict[str, str], joined: bool) -> None:
    """Undated claims of two texts join while the event is news, not months apart."""
    one, two = claim("a", OPENED, topic=FERRY), claim("b", AGAIN, topic=FERRY)
    assert (groups(one, two, published=issued(**days)) == [["a", "b"]]) is joined


def test_a_chain_of_texts_does_not_stretch_the_news() -> None:
    """All texts of an undated event are of the same days, not only neighbours in a chain."""
    days = {"a": "2024-05-01", "b": "2024-05-07", "c": "2024-05-13"}
    third = "Crowds cheered when the ferry terminal for rail cars on the Tumen was opened."
    sentences = dict(zip(days, (OPENED, AGAIN, third), strict=True))
    claims = [claim(id, sentence, topic=FERRY) for id, sentence in sentences.items()]
    near = dict.fromkeys(days, "2024-05-02")
    assert groups(*claims, published=issued(**near)) == [["a", "b", "c"]]
    assert sorted(map(len, groups(*claims, published=issued(**days)))) == [1, 2]


def test_a_text_older_than_the_day_tells_another_event() -> None:
    """What a text tells as done happened before the text was published."""
    dated = claim("a", OPENED, when=made.day("2024-05-10"))
    before, after = issued(b="2024-05-02"), issued(b="2024-05-12")
    assert groups(dated, claim("b", AGAIN), published=after) == [["a", "b"]]
    assert groups(dated, claim("b", AGAIN), published=before) == [["a"], ["b"]]
    plans = [claim(c.id, c.sentence, when=c.when, modality=Modality.PLANNED)
             for c in (dated, claim("b", AGAIN))]  # fmt: skip
    assert groups(*plans, published=before) == [["a", "b"]]


def test_who_did_it_may_be_left_out() -> None:
    """A passive without its doer joins the act done to the same, not one done by them."""
    hit = {"type": EventType.COERCE, "predicate": "seize", "when": made.day("2024-05-10")}
    told = made.claim("a", **hit, actors=("RUS",), recipients=("PRK",))
    passive = made.claim("b", **hit, actors=(), recipients=("PRK",))
    turned = made.claim("c", **hit, actors=(), recipients=("RUS",))
    assert groups(told, passive) == [["a", "b"]]
    assert groups(told, turned) == [["a"], ["c"]]


def test_other_figures_speak_against() -> None:
    """Of two undated loans in one text, figures tell them apart; a day in common joins them."""
    rarity = Rarity(("d", sentence, "") for sentence in (LENT, LENT_MORE, OPENED))
    one, more, none = (rarity.wording(sentence) for sentence in (LENT, LENT_MORE, OPENED))
    assert other_figures(one, more)
    assert not other_figures(one, one)
    assert not other_figures(one, none)
    assert not other_figures(none, none)


def test_many_alike_leave_no_choice_by_the_act() -> None:
    """Among more openings than are looked at, an undated one joins only by rare words."""
    many = [
        claim(
            f"m{n:02}", f"They opened hall {n}.", when=made.day(f"2024-{n % 12 + 1:02}-{n + 1:02}")
        )
        for n in range(2 * clusters.CROWD)
    ]
    dated = claim("a", OPENED, when=made.day("2023-05-10"))
    vague = claim("v", AGAIN)
    bare = claim("w", "They opened something.")
    found = groups(dated, vague, bare, *many)
    assert ["a", "v"] in found
    assert ["w"] in found


def test_reading_again_and_shuffling_change_nothing() -> None:
    """The same claims given twice, in any order, give the same events."""
    claims = [claim("a", OPENED), claim("b", AGAIN, document_id="text of a"), claim("c", OTHER)]
    assert link(claims + claims) == link(claims[::-1])


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("sign", "sign", True),
        ("deliver", "delivery", True),
        ("resign", "resignation", True),
        ("sign", "signal", False),
        ("contract", "contradict", False),
        ("", "meet", False),
        ("protest", "protect", False),
    ],
)
def test_endings_do_not_make_another_act(one: str, other: str, same: bool) -> None:
    """A verb and its noun name one act; words that only begin alike do not."""
    assert same_act(one, other) is same
    assert same_act(other, one) is same


def test_rare_words_weigh_more() -> None:
    """Sentences that share rare words are more alike than those that share common ones."""
    rarity = Rarity(("d", s, "") for s in (OPENED, AGAIN, OTHER, *UNRELATED))
    opened, again, other = (rarity.wording(s, s) for s in (OPENED, AGAIN, OTHER))
    assert rarity.alike(opened, again) > rarity.alike(opened, other) > 0
    assert rarity.alike(opened, opened) == 0  # one sentence twice tells nothing
    assert rarity.alike(opened, rarity.wording(OPENED, "copy")) == pytest.approx(1)
    assert rarity.alike(opened, rarity.wording("never seen")) == 0


def test_frame_words_are_not_counted_twice() -> None:
    """Words that type and parties were read from are left out of the sentence."""
    read = {"type": (Span(0, 6, "opened"),), "actors": (Span(0, 6, "Moscow"),)}
    rarity = Rarity(("d", s, "") for s in (OPENED, *UNRELATED))
    kept = rarity.wording(OPENED, "", [span.text for spans in read.values() for span in spans])
    assert "moscow" not in kept.words
    assert rarity.wording(OPENED).weight > kept.weight


def test_an_act_is_rare_when_few_texts_tell_it() -> None:
    """An act of one text is rare, one of all texts is not."""
    rarity = Rarity([("a", "s", "meet"), ("b", "t", "meet"), ("b", "t", "annex")])
    assert (rarity.rare("annex"), rarity.rare("meet"), rarity.rare("unknown")) == (1, 0, 0)


sentences = st.lists(st.sampled_from(["rail", "ferry", "grain", "band", "hall"]), max_size=6)


@given(st.lists(sentences.map(" ".join), min_size=2, max_size=8))
def test_likeness_of_sentences_is_a_share(texts: list[str]) -> None:
    """Likeness lies in [0, 1] and is the same both ways."""
    rarity = Rarity(("d", text, "") for text in texts)
    one, other = rarity.wording(texts[0], "a"), rarity.wording(texts[1], "b")
    assert 0 <= rarity.alike(one, other) <= 1 + 1e-9
    assert rarity.alike(one, other) == rarity.alike(other, one)
