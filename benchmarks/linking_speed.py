#!/usr/bin/env python3
"""Measure time and memory of linking many claims about few states.

    python benchmarks/linking_speed.py [CLAIMS ...]

The claims are made up: twelve states, most claims about few pairs, ten years, events retold five
times on average in other words, with a day, a week, a month, a year or no date at all.
"""

from __future__ import annotations

import random
import resource
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations, islice

from rapprochement.record import link
from rapprochement.terms import Claim, EventType, Modality, Period, Precision

LENGTHS = [0, 0, 0, 0, 0, 6, 30, 30, 365, None, None, None, None, None]  # days; None: no date
MODALITIES = [Modality.ASSERTED] * 8 + [Modality.PLANNED, Modality.DENIED]
WORDS = [f"w{number:04}" for number in range(4000)]
COMMON = [1 / (number + 3) for number in range(4000)]  # Zipf


def claims(number: int, seed: int = 1) -> list[Claim]:
    """Return so many claims, the same ones each time."""
    chance = random.Random(seed)
    return list(islice(_endless(chance, max(1, number // 5)), number))


def _endless(chance: random.Random, documents: int) -> Iterator[Claim]:
    pairs = list(combinations([f"S{n:02}" for n in range(12)], 2))
    weights = [1 / (rank + 1) for rank in range(len(pairs))]
    count = 0
    while True:
        pair = chance.choices(pairs, weights)[0]
        day = date(2015, 1, 1) + timedelta(chance.randrange(3650))
        kind, verb = chance.choice(list(EventType)), chance.randrange(4)
        matter = [f"{chance.randrange(40)}matter" for _ in range(2)]
        words = chance.choices(WORDS, COMMON, k=12)
        for _ in range(1 + int(chance.expovariate(1 / 4))):
            act = verb if chance.random() < 0.8 else chance.randrange(4)
            yield Claim(
                id=f"c{count}",
                document_id=f"d{chance.randrange(documents)}",
                start=0,
                end=10,
                sentence=" ".join(chance.sample(words, 8) + chance.choices(WORDS, COMMON, k=8)),
                language="en",
                type=kind,
                mode=None,
                actors=pair[:1],
                recipients=() if chance.random() < 0.2 else pair[1:],
                when=_around(day, chance),
                domain=None,
                quantities=(),
                place=None,
                speakers=(),
                modality=chance.choice(MODALITIES),
                confidence=0.9,
                predicate=f"{act}{kind.value.lower()}",
                topic=tuple(chance.sample(matter, chance.randint(0, 2))),
            )
            count += 1


def _around(day: date, chance: random.Random) -> Period | None:
    length = chance.choice(LENGTHS)
    if length is None:
        return None
    first = day - timedelta(chance.randint(0, length))
    return Period(first, first + timedelta(length), Precision.DAY)


def main() -> int:
    """Print seconds (of the processor) and peak memory for each number of claims."""
    for number in map(int, sys.argv[1:] or ["10000", "100000"]):
        made = claims(number)
        start = time.process_time()
        events = link(made)
        seconds = time.process_time() - start
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"{number} claims, {len(events)} events: {seconds:.1f} s, peak {peak} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
