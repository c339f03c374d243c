"""The tables of a record, the same in SQLite and PostgreSQL.

What is asked for stands in columns; the whole term stands beside it as JSON in `body`, so that
nothing of it is lost. Days are ISO text (YYYY-MM-DD), which sorts as time does.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, MetaData, String, Table, Text

SCHEMA_VERSION = 1

metadata = MetaData()

# schema: version of these tables; revision: counts changes of claims and chronicles;
# linked: the revision that the tables `events` and `links` were made from.
meta = Table(
    "meta",
    metadata,
    Column("key", String, primary_key=True),
    Column("value", Integer, nullable=False),
)

documents = Table(
    "documents",
    metadata,
    Column("id", String, primary_key=True),
    Column("language", String, nullable=False),
    Column("since", String(10)),  # of the span in which it was published
    Column("until", String(10)),
    Column("reader", String),  # version of the reader its claims come from; NULL: not read
    Column("body", Text, nullable=False),
)

# No foreign key to documents: claims may be added without the text they come from.
claims = Table(
    "claims",
    metadata,
    Column("id", String, primary_key=True),
    Column("document_id", String, nullable=False, index=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("type", String),  # NULL: a statement kept only for comparison
    Column("modality", String, nullable=False),
    Column("domain", String),
    Column("since", String(10)),
    Column("until", String(10)),
    Column("body", Text, nullable=False),
    Index("claims_by_day", "since", "until"),
)

parties = Table(
    "parties",
    metadata,
    Column("claim_id", ForeignKey("claims.id", ondelete="CASCADE"), primary_key=True),
    Column("code", String, primary_key=True),
    Column("role", String, primary_key=True),  # actor or recipient
    Index("parties_by_code", "code", "claim_id"),
)

chronicles = Table(
    "chronicles",
    metadata,
    Column("name", String, primary_key=True),
    Column("row", Integer, primary_key=True),
    Column("body", Text, nullable=False),
)

contradictions = Table(
    "contradictions",
    metadata,
    Column("id", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("status", String, nullable=False),
    Column("a_document", String, nullable=False, index=True),
    Column("b_document", String, nullable=False, index=True),
    Column("body", Text, nullable=False),
)

events = Table(
    "events",
    metadata,
    Column("id", String, primary_key=True),
    Column("type", String, nullable=False),
    Column("domain", String),
    Column("since", String(10)),
    Column("until", String(10)),
    Column("supports", Integer, nullable=False),  # claims and rows that say it happened
    Column("body", Text, nullable=False),  # the event without its members
    Index("events_by_day", "since", "until"),
)

event_parties = Table(
    "event_parties",
    metadata,
    Column("event_id", ForeignKey("events.id", ondelete="CASCADE"), primary_key=True),
    Column("code", String, primary_key=True),
    Index("event_parties_by_code", "code", "event_id"),
)

# One line for each member of an event, in its order: a claim, or a row of a chronicle.
links = Table(
    "links",
    metadata,
    Column("event_id", ForeignKey("events.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("stance", String, nullable=False),  # supports or disputes
    Column("claim_id", String, index=True),
    Column("chronicle", String),
    Column("row", Integer),
)

# What search looks through: sentences of claims, titles, and texts of documents in stretches.
# The words themselves are in the index of the database, folded; the text is in the bodies.
passages = Table(
    "passages",
    metadata,
    Column("key", Integer, primary_key=True, autoincrement=True),
    Column("document_id", String, nullable=False, index=True),
    Column("kind", String, nullable=False),  # sentence, title or document
    Column("start", Integer),  # offsets in the document's text; NULL: not known
    Column("end", Integer),
    Column("claims", Text, nullable=False),  # ids of the claims of a sentence, JSON list
)
