"""Mixed news for measuring speed: documents of 3 to 12 sentences, cut from the yardsticks' texts.

Sources: the articles of MEANTIME (English) and French TimeBank, the sentences of PLOVER's gold set
and of the French and English gold set, the texts of the contradictions. Documents are drawn from
them in proportion to their sentences, from a fixed seed.
"""

from __future__ import annotations

import json
import random
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

YARDSTICKS = Path(__file__).resolve().parents[2] / "shared" / "yardsticks"
END = re.compile(r"(?<=[.!?])\s+")

Text = tuple[str, list[str]]  # language, sentences that stand together


def corpus(number: int = 2000, seed: int = 1) -> list[tuple[str, str]]:
    """Return documents as (language, text); the same for the same number and seed."""
    chance = random.Random(seed)
    texts = list(_texts())
    lengths = [len(sentences) for _, sentences in texts]
    drawn = []
    for language, sentences in chance.choices(texts, lengths, k=number):
        size = chance.randint(3, 12)
        first = chance.randrange(max(1, len(sentences) - size + 1))
        drawn.append((language, " ".join(sentences[first : first + size])))
    return drawn


def _texts() -> Iterator[Text]:
    events = YARDSTICKS / "events"
    for path in sorted(events.glob("meantime_en/intra-doc_annotation/*/*.xml")):
        sentences: dict[str, list[str]] = {}
        for token in ElementTree.parse(path).getroot().iter("token"):
            sentences.setdefault(token.get("sentence", ""), []).append(token.text or "")
        yield "en", [" ".join(words) for _, words in sorted(sentences.items(), key=_number)]
    for path in sorted((YARDSTICKS / "dates" / "fr_timebank_dev").glob("*.tml")):
        body = ElementTree.parse(path).getroot().find("TEXT")
        words = "".join(body.itertext()).split() if body is not None else []
        yield "fr", END.split(" ".join(words))
    items = [json.loads(line) for line in _lines(events / "french_english_gold" / "items.jsonl")]
    for language in ("fr", "en"):
        yield language, [item["text"] for item in items if item["lang"] == language]
    sys.path.insert(0, str(YARDSTICKS))
    from score_events import gold_items

    gold = gold_items(str(events / "plover_gsr" / "plover_gsr_dev.json"))
    yield "en", [text for _, _, text, _, _ in gold]
    for line in _lines(YARDSTICKS / "contradictions" / "dev.jsonl"):
        case = json.loads(line)
        for document in case["documents"]:
            yield case["lang"], END.split(document["text"])


def _number(item: tuple[str, list[str]]) -> int:
    return int(item[0])


def _lines(path: Path) -> list[str]:
    return path.read_text("utf-8").splitlines()
