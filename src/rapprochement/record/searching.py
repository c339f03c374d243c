"""Full-text search: one seam, two implementations (SQLite FTS5, PostgreSQL tsvector).

The database picks and ranks passages by their folded words; what is shown of them (snippet,
offsets, marked words) is found in `hit`, in the same way for both.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from rapprochement.record import queries
from rapprochement.record.queries import Alternative, Term

SNIPPET = 240  # characters
STRETCH = 20_000  # characters of a text that are searched as one passage


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that fits a query.

    `kind` is sentence, title or document. `snippet` is cut from the passage word for word;
    `start` and `end` are its offsets in the document's text, None where they are not known (a
    title outside the text, a claim whose document the record does not hold). `marks` are the
    words found, as offsets into the snippet. `claims` are the ids of the claims of a sentence.
    """

    document_id: str
    kind: str
    snippet: str
    start: int | None
    end: int | None
    marks: tuple[tuple[int, int], ...] = ()
    claims: tuple[str, ...] = ()


def hit(
    document_id: str,
    kind: str,
    text: str,
    start: int | None,
    query: Sequence[Alternative],
    claims: tuple[str, ...] = (),
) -> Hit:
    """Return what is shown of a passage: the words around the first place that fits."""
    found = queries.marks(text, query)
    first, last = _window(text, found[0] if found else (0, 0))
    return Hit(
        document_id=document_id,
        kind=kind,
        snippet=text[first:last],
        start=None if start is None else start + first,
        end=None if start is None else start + last,
        marks=tuple((a - first, b - first) for a, b in found if first <= a and b <= last),
        claims=claims,
    )


def _window(text: str, place: tuple[int, int]) -> tuple[int, int]:
    """Return offsets of about SNIPPET characters around a place, cut between words."""
    if len(text) <= SNIPPET:
        return 0, len(text)
    first = max(0, min(place[0] - SNIPPET // 3, len(text) - SNIPPET))
    last = max(place[1], min(first + SNIPPET, len(text)))
    while 0 < first < place[0] and not text[first - 1].isspace():
        first += 1
    while place[1] < last < len(text) and not text[last].isspace():
        last -= 1
    return first, last


def stretches(text: str) -> Iterator[tuple[int, int]]:
    """Yield offsets that cut a text into stretches of at most STRETCH characters.

    A cut falls on the last line break, else the last blank, of the stretch.
    """
    start = 0
    while len(text) - start > STRETCH:
        cut = max(text.rfind("\n", start + 1, start + STRETCH), start)
        if cut <= start + STRETCH // 2:
            cut = max(cut, text.rfind(" ", start + 1, start + STRETCH))
        cut = cut if cut > start else start + STRETCH
        yield start, cut
        start = cut
    yield start, len(text)


# A sentence or title says more than the text it stands in.
_KIND = "CASE p.kind WHEN 'sentence' THEN 0 WHEN 'title' THEN 1 ELSE 2 END"


class Index(Protocol):
    """What a database must offer: keep words findable by key, and find the keys, best first."""

    def create(self, connection: Connection) -> None:
        """Make what the index needs, once the tables are there."""

    def put(self, connection: Connection, texts: Mapping[int, str]) -> None:
        """Take in passages just written: their text by key."""

    def drop(self, connection: Connection, keys: Sequence[int]) -> None:
        """Forget the passages with these keys."""

    def find(
        self, connection: Connection, query: Sequence[Alternative], limit: int
    ) -> Sequence[int]:
        """Return the keys that fit: sentences first, then titles and documents; best first."""


def index_for(dialect: str) -> Index:
    """Return the index of a database, by its SQLAlchemy dialect name."""
    return _PostgresIndex() if dialect == "postgresql" else _SqliteIndex()


class _SqliteIndex:
    """SQLite FTS5. The words come folded; the tokenizer's own folding then changes nothing."""

    def create(self, connection: Connection) -> None:
        connection.exec_driver_sql(
            "CREATE VIRTUAL TABLE IF NOT EXISTS passage_words "
            "USING fts5(words, tokenize='unicode61 remove_diacritics 2')"
        )

    def put(self, connection: Connection, texts: Mapping[int, str]) -> None:
        values = [{"key": key, "words": _folded(text)} for key, text in texts.items()]
        insert = "INSERT INTO passage_words (rowid, words) VALUES (:key, :words)"
        connection.execute(sa.text(insert), values)

    def drop(self, connection: Connection, keys: Sequence[int]) -> None:
        delete = "DELETE FROM passage_words WHERE rowid = :key"
        connection.execute(sa.text(delete), [{"key": key} for key in keys])

    def find(
        self, connection: Connection, query: Sequence[Alternative], limit: int
    ) -> Sequence[int]:
        statement = (
            "SELECT p.key FROM passage_words JOIN passages p ON p.key = passage_words.rowid "
            "WHERE passage_words MATCH :query "
            f"ORDER BY {_KIND}, passage_words.rank, p.document_id, p.start, p.key LIMIT :limit"
        )
        asked = " OR ".join(map(self._match, query))
        return connection.scalars(sa.text(statement), {"query": asked, "limit": limit}).all()

    def _match(self, alternative: Alternative) -> str:
        wanted = " AND ".join(map(self._phrase, alternative.wanted))
        unwanted = "".join(f" NOT {self._phrase(term)}" for term in alternative.unwanted)
        return f"(({wanted}){unwanted})"

    def _phrase(self, term: Term) -> str:
        # Folded words are letters and digits only; quoted, none is taken for an operator.
        return '"' + " ".join(term.words) + '"' + (" *" if term.prefix else "")


class _PostgresIndex:
    """PostgreSQL: a tsvector of the words folded here, so that no extension is needed."""

    def create(self, connection: Connection) -> None:
        connection.exec_driver_sql(
            "CREATE TABLE IF NOT EXISTS passage_words (key integer PRIMARY KEY REFERENCES passages "
            "ON DELETE CASCADE, words tsvector NOT NULL)"
        )
        connection.exec_driver_sql(
            "CREATE INDEX IF NOT EXISTS passage_words_gin ON passage_words USING gin (words)"
        )

    def put(self, connection: Connection, texts: Mapping[int, str]) -> None:
        values = [{"key": key, "words": _vector(text)} for key, text in texts.items()]
        insert = "INSERT INTO passage_words VALUES (:key, CAST(:words AS tsvector))"
        connection.execute(sa.text(insert), values)

    def drop(self, connection: Connection, keys: Sequence[int]) -> None:
        """Do nothing: the words go with their passages."""

    def find(
        self, connection: Connection, query: Sequence[Alternative], limit: int
    ) -> Sequence[int]:
        statement = (
            "SELECT p.key FROM passage_words w JOIN passages p ON p.key = w.key, "
            "CAST(:query AS tsquery) asked WHERE w.words @@ asked "
            f"ORDER BY {_KIND}, ts_rank_cd(w.words, asked) DESC, "
            "p.document_id, p.start, p.key LIMIT :limit"
        )
        asked = " | ".join(map(self._match, query))
        return connection.scalars(sa.text(statement), {"query": asked, "limit": limit}).all()

    def _match(self, alternative: Alternative) -> str:
        wanted = [self._phrase(term) for term in alternative.wanted]
        unwanted = [f"!{self._phrase(term)}" for term in alternative.unwanted]
        return "(" + " & ".join(wanted + unwanted) + ")"

    def _phrase(self, term: Term) -> str:
        quoted = [f"'{word[:_LONGEST]}'" for word in term.words]
        if term.prefix:
            quoted[-1] += ":*"
        return "(" + " <-> ".join(quoted) + ")"


_LONGEST = 500  # characters of a word that PostgreSQL indexes (its limit is 2046 bytes)


def _folded(text: str) -> str:
    return " ".join(word for word, _, _ in queries.words(text))


def _vector(text: str) -> str:
    spoken = enumerate(queries.words(text), start=1)
    return " ".join(f"'{word[:_LONGEST]}':{place}" for place, (word, _, _) in spoken)
