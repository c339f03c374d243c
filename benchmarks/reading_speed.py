#!/usr/bin/env python3
"""Measure how fast and how lean the reader is; prints one line of JSON.

    python benchmarks/reading_speed.py speed [DOCUMENTS]
    python benchmarks/reading_speed.py memory [DOCUMENTS]

Speed: processor time of `rp.read` over that of the full spaCy pipelines (`spacy.load(...).pipe`) on
the same texts, in one process, by turns; the median of the turns. Every pipeline is loaded and has
seen some text before. Memory: documents are made one by one and read as a stream; peak resident
memory, and its growth from the first half of the stream to the second.
"""

from __future__ import annotations

import json
import resource
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from itertools import islice

from corpus import corpus

import rapprochement as rp
from rapprochement.reading.lexicon import lexicon
from rapprochement.terms import Document

TURNS = 3


def speed(number: int = 2000) -> dict[str, float]:
    """Return the reader's share of the time of plain spaCy, and that time in seconds."""
    texts = corpus(number)
    documents = list(stream(texts))
    plain = {name: import_module(lexicon(name).package).load() for name in ("fr", "en")}

    def parse() -> None:
        for name, nlp in plain.items():
            for _ in nlp.pipe(text for language, text in texts if language == name):
                pass

    def read() -> None:
        for _ in rp.read(documents):
            pass

    for warm in (documents[:40],):
        list(rp.read(warm))
        for document in warm:
            plain[document.language](document.text)
    turns = [(taken(parse), taken(read)) for _ in range(TURNS)]
    share = statistics.median(ours / theirs for theirs, ours in turns)
    theirs = statistics.median(theirs for theirs, _ in turns)
    return {"share": round(share, 3), "plain": round(theirs, 1), "documents": number}


def taken(work: Callable[[], None]) -> float:
    """Return the processor time of some work, in seconds."""
    start = time.process_time()
    work()
    return time.process_time() - start


def stream(texts: list[tuple[str, str]]) -> Iterator[Document]:
    """Yield the texts as documents of one day."""
    for place, (language, text) in enumerate(texts):
        yield rp.document(text, id=f"n{place}", language=language, published="2020-05-01")


def memory(number: int = 100_000) -> dict[str, float]:
    """Return peak memory in GB and the share of growth in the second half of a stream."""
    texts = [(language, text[:300]) for language, text in corpus(2000)]

    def endless() -> Iterator[Document]:
        count = 0
        while True:
            for document in stream(texts):
                count += 1
                words = f" Dossier {count:06d}-{count * 7919 % 99991}."  # new words all the time
                yield rp.document(
                    document.text + words,
                    id=f"m{count}",
                    language=document.language,
                    published="2020-05-01",
                )

    peaks, seen = [], 0
    last = ""
    for claim in rp.read(islice(endless(), number)):
        if claim.document_id != last:
            last = claim.document_id
            seen = int(last[1:])
            if seen >= (len(peaks) + 1) * number // 20:
                peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2)
                print(f"{seen} documents: {peaks[-1]:.2f} GB", file=sys.stderr)
    half = peaks[len(peaks) // 2 - 1]
    return {
        "peak": round(peaks[-1], 2),
        "growth": round(peaks[-1] / half, 3),
        "documents": number,
    }


if __name__ == "__main__":
    given = [int(word) for word in sys.argv[2:]]
    print(json.dumps({"speed": speed, "memory": memory}[sys.argv[1]](*given)))
