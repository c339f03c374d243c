"""What two passages, or a passage and a chronicle, cannot both be right about."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import rapprochement as rp
from rapprochement.record.contradictions.lore import acts
from rapprochement.terms import Contradiction, Document, Side

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "cases.jsonl").read_text(encoding="utf-8").splitlines()
]
# Invented passages that the finder cannot yet decide; each is a known gap, not a right answer.
GAPS = {"order-02"}


def documents(case: dict[str, object]) -> list[Document]:
    """Return the documents of a case."""
    return [
        rp.document(d["text"], id=d["id"], published=d["published"])
        for d in case["documents"]  # type: ignore[attr-defined]
    ]


def touches(side: Side, told: dict[str, object], texts: dict[str, str]) -> bool:
    """Return whether a side holds words of the passage expected, or is the row expected."""
    if told["document"] == "chronicle":
        return side.row == told["quote"]
    if side.document_id != told["document"] or side.start is None or side.end is None:
        return False
    first = texts[side.document_id].index(str(told["quote"]))
    return side.start < first + len(str(told["quote"])) and first < side.end


def key(found: list[Contradiction]) -> set[object]:
    """Return findings without their order."""
    return {(c.kind, frozenset((s.document_id, s.quote, s.row) for s in (c.a, c.b))) for c in found}


@pytest.mark.parametrize(
    "case", [c for c in CASES if c["expected"] and c["id"] not in GAPS], ids=lambda c: c["id"]
)
def test_a_clash_is_found_with_both_sides_and_its_kind(case):
    """Each invented clash is reported once, with its kind and with words of both sides."""
    texts = {d["id"]: d["text"] for d in case["documents"]}

    found = rp.check(documents(case), chronicle=case["chronicle"] or None)

    for told in case["expected"]:
        fitting = [
            c
            for c in found
            if c.kind == told["kind"]
            and any(
                touches(p, told["a"], texts) and touches(q, told["b"], texts)
                for p, q in ((c.a, c.b), (c.b, c.a))
            )
        ]
        assert len(fitting) == 1, [(c.kind, c.a.quote, c.b.quote) for c in found]


@pytest.mark.parametrize("case", [c for c in CASES if not c["expected"]], ids=lambda c: c["id"])
def test_what_only_looks_like_a_clash_gives_nothing(case):
    """Refinements, updates, stages, plans, opinions and other events raise no alarm."""
    assert rp.check(documents(case), chronicle=case["chronicle"] or None) == []


@pytest.mark.parametrize("case", CASES[::4], ids=lambda c: c["id"])
def test_the_order_of_documents_changes_nothing(case):
    """Check is symmetric: the same clashes whatever text is given first."""
    given = documents(case)
    rows = case["chronicle"] or None

    assert key(rp.check(given, chronicle=rows)) == key(rp.check(given[::-1], chronicle=rows))


@pytest.mark.parametrize("case", [c for c in CASES if not c["expected"]][:8], ids=lambda c: c["id"])
def test_a_text_does_not_contradict_its_copy(case):
    """A text held against its own copy is as free of clashes as the text itself."""
    given = documents(case)
    copies = [rp.document(d.text, id=f"{d.id}-copy", published=p["published"]) for d, p in
              zip(given, case["documents"], strict=True)]  # fmt: skip

    assert rp.check([*given, *copies]) == []


@pytest.mark.parametrize("case", CASES[1::6], ids=lambda c: c["id"])
def test_an_unrelated_text_changes_nothing(case):
    """A text about other states and other matters adds and removes no clash."""
    rows = case["chronicle"] or None
    other = rp.document("Le Népal et le Bhoutan ont ouvert un musée du thé en 1988.", id="tea")

    with_other = rp.check([*documents(case), other], chronicle=rows)

    assert key(with_other) == key(rp.check(documents(case), chronicle=rows))


def test_the_same_question_has_the_same_answer():
    """Check is deterministic, the order of what it finds included."""
    case = next(c for c in CASES if c["id"] == "date-01")

    assert rp.check(documents(case)) == rp.check(documents(case))


@pytest.mark.parametrize(
    ("coarse", "fine"),
    [
        ("En mai 2011, le Pérou et le Chili ont signé un accord sur le cuivre.",
         "Peru and Chile signed the copper agreement on 17 May 2011."),
        ("In 2011 Peru and Chile signed a copper agreement.",
         "Le Pérou et le Chili ont signé l'accord sur le cuivre le 17 mai 2011."),
        ("Peru and Chile signed a copper agreement in South America on 17 May 2011.",
         "Peru and Chile signed a copper agreement in Lima on 17 May 2011."),
    ],
)  # fmt: skip
def test_a_refinement_is_no_clash(coarse, fine):
    """What is only told more finely elsewhere never alarms."""
    pair = [rp.document(coarse, id="coarse"), rp.document(fine, id="fine")]

    assert rp.check(pair) == []


def test_a_reason_names_both_values_in_both_languages():
    """The reason is one line in English and one in French, with both dates in it."""
    case = next(c for c in CASES if c["id"] == "date-06")

    (found,) = rp.check(documents(case))

    for language, days in {
        "en": ("9 April 2003", "9 April 2002"),
        "fr": ("9\u00a0avril 2003", "9\u00a0avril 2002"),
    }.items():
        assert all(day in found.reasons[language] for day in days)
        assert "\n" not in found.reasons[language]


def test_a_quote_is_exact_and_short():
    """Each side quotes the document's own words, at their offsets, in 300 characters at most."""
    for case in CASES[:20]:
        texts = {d["id"]: d["text"] for d in case["documents"]}
        for found in rp.check(documents(case)):
            for side in (found.a, found.b):
                assert texts[side.document_id][side.start : side.end] == side.quote
                assert len(side.quote) <= 300


def test_a_denial_by_the_party_concerned_is_a_dispute():
    """What the accused denies is disputed, never called an error."""
    case = next(c for c in CASES if c["id"] == "denial-01")

    (found,) = rp.check(documents(case))

    assert found.status == "disputed"


def test_the_table_of_acts_refers_only_to_acts_it_holds():
    """Opposites, earlier stages and kindred families are all lines of the table themselves."""
    known = acts()
    families = {act.family for act in known.values()}

    for act in known.values():
        assert act.opposites | act.first <= known.keys() | families
        assert act.near <= families
