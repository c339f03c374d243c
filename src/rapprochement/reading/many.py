"""Many documents: read by several processes, in order, a document that fails told of and passed.

Few documents are read here; parsers take seconds to load, which a second process must make up for.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import chain, islice
from multiprocessing import get_context

from rapprochement.actors import Registry
from rapprochement.errors import ReadingFailed
from rapprochement.reading.publication import prepare
from rapprochement.reading.reader import BATCH, read_each
from rapprochement.terms import Claim, Document

LARGE = 8 * BATCH  # documents from which more processes are worth their start
AHEAD = 2  # batches that wait for each process, so that memory stays flat


@dataclass(frozen=True, slots=True)
class Reading:
    """A document and what was read from it, or the error that kept it from being read."""

    document: Document
    claims: tuple[Claim, ...] = ()
    error: ReadingFailed | None = None


def map_documents(
    documents: Iterable[Document],
    registry: Registry | None = None,
    *,
    compared: bool = False,
    processes: int | None = None,
) -> Iterator[Reading]:
    """Yield the reading of each document, in order; documents are taken as they are needed.

    Parameters
    ----------
    compared
        Whether statements kept only for comparison are read as well (`Claim.type` is None).
    processes
        How many read at once; by default one for few documents, else one a core. A script that
        asks for more than one must be guarded by ``if __name__ == "__main__":``.
    """
    source = iter(documents)
    if processes is None:
        first = list(islice(source, LARGE))
        processes = _cores() if len(first) == LARGE else 1
        source = chain(first, source)
    batches = iter(lambda: list(islice(source, BATCH)), [])
    if processes <= 1:
        for batch in batches:
            yield from _read_batch(batch, registry, compared)
    else:
        yield from _Workers(processes, registry, compared).read(batches)


def _cores() -> int:
    """Return the cores that this program may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _read_batch(
    documents: Sequence[Document], registry: Registry | None, compared: bool
) -> list[Reading]:
    """Read documents together; if one of them fails, each by itself, to know which."""
    try:
        ready = [prepare(document) for document in documents]
        return [
            Reading(document, tuple(claims))
            for document, claims in read_each(ready, registry, compared=compared)
        ]
    except Exception as error:
        if len(documents) == 1:
            return [Reading(documents[0], error=_failed(documents[0], error))]
        return [r for one in documents for r in _read_batch([one], registry, compared)]


def _failed(document: Document, error: BaseException) -> ReadingFailed:
    if isinstance(error, ReadingFailed):
        return error
    return ReadingFailed(document.id, str(error) or type(error).__name__)


class _Workers:
    """Processes that read batches, a few of them ahead of the one asked for."""

    def __init__(self, processes: int, registry: Registry | None, compared: bool) -> None:
        self.processes, self.registry, self.compared = processes, registry, compared

    def read(self, batches: Iterator[list[Document]]) -> Iterator[Reading]:
        waiting: deque[list[Document]] = deque()
        pool, sent = self._start(), deque[Future[list[Reading]]]()
        try:
            while True:
                for batch in islice(batches, self.processes * AHEAD - len(sent)):
                    waiting.append(batch)
                    sent.append(self._send(pool, batch))
                if not sent:
                    return
                try:
                    found = sent[0].result()
                except BrokenProcessPool:
                    pool.shutdown(cancel_futures=True)
                    found = list(self._singly(waiting[0]))
                    pool = self._start()
                    later = list(waiting)[1:]
                    sent = deque([sent[0], *(self._send(pool, batch) for batch in later)])
                sent.popleft()
                waiting.popleft()
                yield from found
        finally:
            pool.shutdown(wait=False, cancel_futures=True)

    def _start(self, processes: int | None = None) -> ProcessPoolExecutor:
        # A fresh interpreter: a copy of one with threads may hang.
        return ProcessPoolExecutor(processes or self.processes, mp_context=get_context("spawn"))

    def _send(self, pool: ProcessPoolExecutor, batch: list[Document]) -> Future[list[Reading]]:
        return pool.submit(_read_batch, batch, self.registry, self.compared)

    def _singly(self, batch: list[Document]) -> Iterator[Reading]:
        """Read one document at a time, to find the one that takes its process down with it."""
        pool = self._start(1)
        try:
            for document in batch:
                try:
                    yield self._send(pool, [document]).result()[0]
                except BrokenProcessPool as error:
                    yield Reading(document, error=_failed(document, error))
                    pool.shutdown()
                    pool = self._start(1)
        finally:
            pool.shutdown()
