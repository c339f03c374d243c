"""From places of texts to documents, claims and contradictions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from rapprochement import reading, settings, sources
from rapprochement.errors import RapprochementError
from rapprochement.reading import prepare
from rapprochement.record import contradictions
from rapprochement.terms import ChronicleRow, Claim, Contradiction, Document

STDIN = "-"

Problem = Callable[[RapprochementError], None]


def open_documents(
    places: Iterable[str],
    *,
    stdin: Callable[[], bytes] | None = None,
    language: str | None = None,
    published: str | None = None,
    on_problem: Problem | None = None,
) -> Iterator[tuple[str, Document]]:
    """Yield the documents of files, folders and web addresses, each with the place it came from.

    "-" stands for the bytes that `stdin` gives. With `on_problem`, a place that cannot be read is
    told of and left out.

    Raises
    ------
    UnreadableDocument, UnsupportedLanguage, InputError
        A place gives no text, a text is in another language, or `published` is no date.
    """
    limit = int(settings.get("max_bytes"))
    known = {"language": language, "published": published}
    for place in places:
        try:
            if place == STDIN and stdin is not None:
                found = sources.read_bytes(stdin(), place, max_bytes=limit, **known)
            elif place.casefold().startswith(("http://", "https://")):
                found = sources.fetch(
                    place, language=language, published=published, max_bytes=limit
                )
            else:
                found = sources.read_path(place, max_bytes=limit, on_problem=on_problem, **known)
        except RapprochementError as error:
            if on_problem is None:
                raise
            on_problem(error)
            continue
        for document in found:
            yield place, document


def read(documents: Iterable[Document]) -> Iterator[Claim]:
    """Yield the claims of documents: who is said to have done what to whom, and when.

    Raises
    ------
    UnsupportedLanguage
        A document is neither French nor English.
    """
    return reading.read(prepare(document) for document in documents)


def check(documents: Iterable[Document], chronicle: object = None) -> list[Contradiction]:
    """Return what contradicts itself, another document or the chronicle.

    Parameters
    ----------
    chronicle
        A CSV file, mappings with the same keys, or ChronicleRow.

    Raises
    ------
    ChronicleError
        A row of the chronicle does not fit.
    UnsupportedLanguage
        A document is neither French nor English.
    """
    rows = sources.read_chronicle(chronicle) if chronicle is not None else ()  # type: ignore[arg-type]
    claims = list(reading.statements(prepare(document) for document in documents))
    return contradictions.find(claims, rows, summaries_read(rows))


def summaries_read(rows: Sequence[ChronicleRow]) -> dict[int, list[Claim]]:
    """Return what the summaries of chronicle rows say, by the row's index."""
    told: dict[int, list[Claim]] = {row.row: [] for row in rows}
    places: dict[str, int] = {}
    documents = []
    for row in rows:
        for text in dict.fromkeys(filter(None, (row.summary_en, row.summary_fr))):
            name = f"chronicle#{row.row}/{len(places)}"
            places[name] = row.row
            language = "fr" if text == row.summary_fr else "en"
            if row.summary_en == row.summary_fr:  # one column served for both
                language = sources.document(text).language
            documents.append(Document(name, text, language, published=row.when))
    for claim in reading.statements(sorted(documents, key=lambda d: d.language)):
        told[places[claim.document_id]].append(claim)
    return told


def review(
    drafts: Sequence[Document],
    others: Sequence[Document] = (),
    chronicle: Sequence[ChronicleRow] | None = None,
) -> list[Contradiction]:
    """Return the contradictions that touch a draft, in the order of its lines."""
    ids = {document.id for document in drafts}
    known = [document for document in others if document.id not in ids]
    return touching(drafts, check([*drafts, *known], chronicle=chronicle))


def touching(drafts: Sequence[Document], found: Iterable[Contradiction]) -> list[Contradiction]:
    """Return those of some contradictions that touch a draft, in the order of its lines."""
    ids = {document.id: place for place, document in enumerate(drafts)}

    def place(item: Contradiction) -> list[tuple[int, int]]:
        sides = (side for side in (item.a, item.b) if side.row is None and side.document_id in ids)
        return sorted((ids[side.document_id], side.start or 0) for side in sides)

    return sorted((item for item in found if place(item)), key=place)
