#!/usr/bin/env python3
"""Print what a yardstick has and the reader missed, grouped by cause: how the next reader improves.

    python benchmarks/reading_misses.py FILE [--cause CAUSE]

FILE is a set of gold events (PLOVER's JSON or lines of JSON), a folder of TimeML files or a file of
contradictions. Without `--cause` the causes are counted; with it the cases of one are listed.

Causes of missed events, the first that holds:

- unread: the sentence was not worth a parse (no known actor, or no word of an act);
- nothing: it was parsed and gave no claim;
- type: a claim names the parties, under another type;
- reference: the type is right, and a party stands in the text by no name that is known;
- actor, recipient: the type is right, one side is wrong;
- parse: no claim comes near, though parties and words of acts are known.

Claims that fit may still have the date, modality or speaker wrong; claims that fit no event are
extra. Dates: missed, span, value, extra. Contradictions: missed or false, by kind.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import rapprochement as rp
from rapprochement.actors import Registry
from rapprochement.reading.reader import sentences_of
from rapprochement.terms import Claim, Document

YARDSTICKS = Path(__file__).resolve().parents[2] / "shared" / "yardsticks"
sys.path.insert(0, str(YARDSTICKS))


class Miss(NamedTuple):
    """One thing that went wrong: why, in which item, what was expected, what was read, where."""

    cause: str
    item: str
    wanted: str
    read: str
    text: str


def events(path: Path) -> Iterator[Miss]:
    """Compare claims with gold events, matched as the scorer matches them."""
    from score_events import gold_items

    items = list(gold_items(str(path)))
    documents = [
        rp.document(text, id=name, language=language, published=day)
        for name, language, text, day, _ in items
    ]
    claims: dict[str, list[Claim]] = {}
    for claim in rp.read(documents):
        claims.setdefault(claim.document_id, []).append(claim)
    for document, (name, *_, gold) in zip(documents, items, strict=True):
        free = list(claims.get(name, []))
        for wanted in gold:
            yield from _event(document, wanted, free)
        for claim in free:
            if str(claim.modality) not in {"opinion", "hypothetical"}:
                yield Miss("extra", name, "", told(claim), document.text)


def _event(document: Document, wanted: dict[str, Any], free: list[Claim]) -> Iterator[Miss]:
    hit = next((claim for claim in free if _same(wanted, claim) and _parties(wanted, claim)), None)
    told_of = f"{wanted['type']} {wanted['actors']} > {wanted.get('recipients') or []}"
    if hit is None:
        cause = _cause(document, wanted, free)
        read = "; ".join(map(told, free))
        yield Miss(cause, document.id, told_of, read, document.text)
        return
    free.remove(hit)
    for cause, right in _details(wanted, hit):
        if not right:
            yield Miss(cause, document.id, str(wanted.get(cause)), told(hit), document.text)


def _details(wanted: dict[str, Any], hit: Claim) -> Iterator[tuple[str, bool]]:
    if wanted.get("when"):
        start = str(hit.when.start) if hit.when else ""
        yield "when", start.startswith(wanted["when"][:10])
    if wanted.get("modality"):
        yield "modality", str(hit.modality) == wanted["modality"]
    if wanted.get("speaker"):
        yield "speaker", bool(set(wanted["speaker"]) & set(hit.speakers))


def _cause(document: Document, wanted: dict[str, Any], free: list[Claim]) -> str:
    if not any(sentence.worth for sentence in sentences_of(document)):
        return "unread"
    if not free:
        return "nothing"
    if any(_parties(wanted, claim) for claim in free):
        return "type"
    alike = [claim for claim in free if _same(wanted, claim)]
    if not alike:
        return "parse"
    mentions = Registry.default().mentions(document.text, document.language)
    named = {code for mention in mentions for code in mention.codes}
    if not {*wanted["actors"], *(wanted.get("recipients") or [])} <= named:
        return "reference"
    right_actor = any(set(wanted["actors"]) & set(claim.actors) for claim in alike)
    return "recipient" if right_actor else "actor"


def _same(wanted: dict[str, Any], claim: Claim) -> bool:
    from score_events import same_type

    return bool(same_type(wanted["type"], str(claim.type)))


def _parties(wanted: dict[str, Any], claim: Claim) -> bool:
    from score_events import parties_match

    sides = {"actors": list(claim.actors), "recipients": list(claim.recipients)}
    return bool(parties_match(wanted, sides))


def told(claim: Claim) -> str:
    """Return a claim in one line, with the words of its type."""
    words = " ".join(span.text for span in claim.evidence.get("type", ()))
    sides = f"{'+'.join(claim.actors)} > {'+'.join(claim.recipients)}"
    return f"{claim.type} {sides} {claim.modality} [{words}]"


def dates(folder: Path) -> Iterator[Miss]:
    """Compare dates with those of TimeML files."""
    from score_dates import load, norm

    for path in sorted(folder.glob("*.tml")):
        published, text, gold = load(str(path))
        document = rp.document(text, id=path.name, language="fr", published=published)
        free = list(rp.find_dates(document))
        for start, end, kind, value in gold:
            near = text[max(0, start - 60) : end + 60].replace("\n", " ")
            hit = next((m for m in free if m.start < end and start < m.end), None)
            wanted = f"{text[start:end]!r} {kind} {value}"
            if hit is None:
                yield Miss("missed", path.name, wanted, "", near)
                continue
            free.remove(hit)
            read = f"{hit.text!r} {hit.value}"
            if norm(hit.value) != norm(value):
                yield Miss("value", path.name, wanted, read, near)
            elif (hit.start, hit.end) != (start, end):
                yield Miss("span", path.name, wanted, read, near)
        for mention in free:
            near = text[max(0, mention.start - 60) : mention.end + 60].replace("\n", " ")
            yield Miss("extra", path.name, "", f"{mention.text!r} {mention.value}", near)


def contradictions(path: Path) -> Iterator[Miss]:
    """Compare findings with the contradictions expected."""
    from score_contradictions import pair_matches

    for line in path.read_text("utf-8").splitlines():
        case = json.loads(line)
        texts = {document["id"]: document["text"] for document in case["documents"]}
        documents = [
            rp.document(d["text"], id=d["id"], published=d.get("published"))
            for d in case["documents"]
        ]
        found = rp.check(documents, chronicle=case.get("chronicle") or None)
        whole = " | ".join(texts.values())
        for wanted in case["expected"]:
            if not any(_found(wanted, finding, texts, pair_matches) for finding in found):
                sides = f"{wanted['a']['quote']} <> {wanted['b']['quote']}"
                yield Miss(f"missed {wanted['kind']}", case["id"], sides, "", whole)
        for finding in found:
            expected = case["expected"]
            if not any(_found(wanted, finding, texts, pair_matches) for wanted in expected):
                sides = f"{finding.a.quote} <> {finding.b.quote}: {finding.reason}"
                yield Miss(f"false {finding.kind}", case["id"], "", sides, whole)


def _found(wanted: dict[str, Any], finding: Any, texts: dict[str, str], match: Any) -> bool:
    return str(finding.kind) == wanted["kind"] and bool(match(wanted, finding, texts))


def main() -> int:
    """Print causes and their number, or the cases of one cause."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--cause")
    asked = parser.parse_args()
    path: Path = asked.file if asked.file.exists() else YARDSTICKS / asked.file
    if not path.exists():
        print(f"There is no {asked.file}, here or in {YARDSTICKS}.", file=sys.stderr)
        return 2
    find = dates if path.is_dir() else contradictions if "contradiction" in str(path) else events
    misses = list(find(path))
    if asked.cause is None:
        for cause, number in Counter(miss.cause for miss in misses).most_common():
            print(f"{number:4}  {cause}")
        return 0
    for miss in misses:
        if miss.cause == asked.cause:
            print(f"{miss.item}\n  wanted {miss.wanted}\n  read   {miss.read}\n  {miss.text}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
