"""A made-up material for tests: Peru, Chile and others; every sentence is invented here."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from model_samples import outlook, responses, what_if

from rapprochement.measures.activity import series
from rapprochement.terms import (
    Actor,
    ActorKind,
    ChronicleRow,
    Claim,
    Contradiction,
    ContradictionKind,
    Document,
    Domain,
    Dyad,
    Event,
    EventType,
    Indicator,
    Material,
    Modality,
    Period,
    Precision,
    Side,
)

PAIR = Dyad("PER", "CHL")
HOSTILE = "</script><script>window.broken=1</script><img src=x onerror=window.broken=1>\"'&"
NAMES = {
    "PER": ("Peru", "Pérou", "le"),
    "CHL": ("Chile", "Chili", "le"),
    "BOL": ("Bolivia", "Bolivie", "la"),
    "USA": ("United States", "États-Unis", "les"),
    "JPN": ("Japan", "Japon", "le"),
    "NZL": ("New Zealand", "Nouvelle-Zélande", "la"),
    "FJI": ("Fiji", "Fidji", "les"),
    "RUS": ("Russia", "Russie", "la"),
    "SUN": ("Soviet Union", "Union soviétique", "l'"),
    "UKR": ("Ukraine", "Ukraine", "l'"),
    "ISR": ("Israel", "Israël", ""),
    "CUB": ("Cuba", "Cuba", ""),
    "HTI": ("Haiti", "Haïti", ""),
    "PRK": ("North Korea", "Corée du Nord", "la"),
    "KOR": ("South Korea", "Corée du Sud", "la"),
}
ACTORS = {
    code: Actor(code, ActorKind.STATE, english, french, article_fr=article)
    for code, (english, french, article) in NAMES.items()
} | {
    "BANK": Actor("BANK", ActorKind.ORGANISATION, "Example Bank", "Banque exemplaire"),
    "PACT": Actor(
        "PACT", ActorKind.ORGANISATION, "Pacific Pact", "Pacte du Pacifique", article_fr="le"
    ),
}


def day(text: str) -> Period:
    """Return the period of an ISO day."""
    when = date.fromisoformat(text)
    return Period(when, when, Precision.DAY, text)


def month(text: str) -> Period:
    """Return the period of a month given as 2021-06."""
    first = date.fromisoformat(f"{text}-01")
    following = (first + timedelta(days=32)).replace(day=1)
    return Period(first, following - timedelta(days=1), Precision.MONTH, text)


def year(number: int) -> Period:
    """Return the period of a year."""
    return Period(date(number, 1, 1), date(number, 12, 31), Precision.YEAR, str(number))


def row(index: int, when: Period, kind: EventType, words: str = "") -> ChronicleRow:
    """Return a chronicle row with invented words in both languages."""
    english = words or f"Invented entry {index} about harbour talks."
    french = words or f"Entrée inventée {index} sur des pourparlers portuaires, à l’été."
    source = f"Example gazette {index}"
    reference = f"https://example.org/{index}"
    return ChronicleRow(index, when, (), (), kind, english, french, source, reference, "high")


def claim(identity: str, words: str, kind: EventType, **other: object) -> Claim:
    """Return a claim of an invented document."""
    values = {
        "id": identity,
        "document_id": "doc",
        "start": 0,
        "end": len(words),
        "sentence": words,
        "language": "en",
        "type": kind,
        "mode": None,
        "actors": ("PER",),
        "recipients": ("CHL",),
        "when": None,
        "domain": None,
        "quantities": (),
        "place": None,
        "speakers": (),
        "modality": Modality.ASSERTED,
        "confidence": 0.8,
    }
    return Claim(**(values | other))  # type: ignore[arg-type]


def event(
    identity: str,
    kind: EventType,
    when: Period | None,
    actors: tuple[str, ...] = ("PER",),
    recipients: tuple[str, ...] = ("CHL",),
    domain: Domain | None = Domain.DIPLOMATIC,
    **other: object,
) -> Event:
    """Return an event behind which one chronicle row stands, unless claims are given."""
    if not other:
        index = int("".join(c for c in identity if c.isdigit()) or 0)
        other = {"rows": (row(index, when or year(2000), kind),)}
    return Event(identity, kind, when, actors, recipients, domain, **other)  # type: ignore[arg-type]


def busy_years() -> list[Event]:
    """Return acts of the pair: one a year from 2012 to 2021, then one a month for two years."""
    events = [event(f"e{i}", EventType.CONSULT, day(f"{2012 + i}-05-10")) for i in range(10)]
    kinds = (EventType.SUPPORT, EventType.COOPERATE, EventType.CONSULT, EventType.AID)
    domains = (Domain.DIPLOMATIC, Domain.MILITARY, Domain.ENERGY, Domain.ECONOMIC)
    for i in range(24):
        when = day(f"{2022 + i // 12}-{i % 12 + 1:02d}-15")
        events.append(event(f"e{100 + i}", kinds[i % 4], when, domain=domains[i % 4]))
    return events


def around() -> list[Event]:
    """Return acts with third parties, old, vague and undated ones among them."""
    made = [
        (EventType.SANCTION, day("2020-03-01"), ("USA",), ("PER",)),
        (EventType.SANCTION, day("2021-03-01"), ("USA", "PACT"), ("PER",)),
        (EventType.COOPERATE, day("2021-06-01"), ("JPN",), ("CHL",)),
        (EventType.CONSULT, day("2022-06-01"), ("NZL",), ("CHL",)),
        (EventType.ACCUSE, day("2022-07-01"), ("BOL",), ("CHL",)),
        (EventType.ACCUSE, day("2022-08-01"), ("BOL",), ("PER",)),
        (EventType.MOBILIZE, day("2023-02-01"), ("USA", "JPN"), ("PER",)),
        (EventType.CONSULT, day("2023-03-01"), ("FJI",), ("PER",)),
        (EventType.AID, month("2023-04"), ("RUS",), ("PER",)),
        (EventType.REQUEST, day("2023-05-01"), ("UKR",), ("CHL",)),
        (EventType.CONSULT, year(2019), ("PER",), ("CHL",)),
        (EventType.SUPPORT, None, ("PER",), ("CHL",)),
    ]
    return [
        event(f"t{200 + i}", kind, when, actors, recipients)
        for i, (kind, when, actors, recipients) in enumerate(made)
    ]


def elsewhere() -> list[Event]:
    """Return acts between others, some years each, which the pair is compared with."""
    ties = (("RUS", "UKR"), ("ISR", "CUB"), ("KOR", "PRK"), ("NZL", "FJI"), ("HTI", "CUB"))
    kinds = (EventType.ACCUSE, EventType.CONSULT, EventType.AID, EventType.SUPPORT)
    return [
        event(
            f"b{300 + 10 * i + y}",
            kinds[(i + y) % 4],
            day(f"{2013 + 2 * y}-09-0{i + 1}"),
            (a,),
            (b,),
        )
        for i, (a, b) in enumerate(ties)
        for y in range(5)
    ]


def told(words: str) -> list[Event]:
    """Return events from texts: one signed and denied, one planned; `words` is a quote."""
    said = claim("c1", words, EventType.SUPPORT, speakers=("PER",), when=day("2023-06-19"))
    denied = claim(
        "c2",
        "Santiago denies that any paper was signed.",
        EventType.SUPPORT,
        speakers=("CHL",),
        modality=Modality.DENIED,
        start=60,
        end=104,
    )
    planned = claim(
        "c3",
        "Both navies plan a joint exercise next spring.",
        EventType.MOBILIZE,
        modality=Modality.PLANNED,
        start=110,
        end=156,
    )
    return [
        event(
            "x1",
            EventType.SUPPORT,
            day("2023-06-19"),
            domain=Domain.ARMS,
            claims=(said,),
            disputed_by=(denied,),
        ),
        event("x2", EventType.MOBILIZE, None, domain=Domain.MILITARY, claims=(planned,)),
    ]


def indicators() -> list[Indicator]:
    """Return a series of the pair, a share with a disagreement, and one too short to draw."""
    trade = [
        ("peru_chile_trade", "PER", "CHL", y, 1e9 + y % 7 * 2e8, "USD") for y in range(2015, 2023)
    ]
    share = [
        ("chile_share_of_peru_trade", "PER", "CHL", y, 10.0 + y % 5, "percent")
        for y in (2018, 2019, 2021)
    ]
    rest = [
        ("chile_share_of_peru_trade", "PER", "CHL", 2021, 25.0, "percent"),
        ("copper_tonnes", "CHL", "PER", 2020, 12.0, "tonnes"),
    ]
    return [
        Indicator(*values, "Example yearbook https://example.org/y", "high" if i % 3 else "low")
        for i, values in enumerate([*trade, *share, *rest])
    ]


def disagreements(words: str) -> tuple[Contradiction, ...]:
    """Return a contradiction with a chronicle row and a denial."""
    return (
        Contradiction(
            ContradictionKind.DENIAL,
            "disputed",
            Side("doc", words, 0, len(words)),
            Side("doc", "Santiago denies that any paper was signed.", 60, 104),
            {"en": "One denies what the other asserts.", "fr": "L'un dément ce que l'autre dit."},
        ),
        Contradiction(
            ContradictionKind.DATE,
            "certain",
            Side("doc", words, 0, len(words)),
            Side("chronicle", "", row=100),
            {"en": "June 2023 or January 2022.", "fr": "Juin 2023 ou janvier 2022."},
        ),
    )


@cache
def tables(pair: Dyad, words: str) -> dict[str, object]:
    """Return the computed tables of the whole material; computed once: do not change them."""
    return series((*busy_years(), *around(), *elsewhere(), *told(words)), pair, indicators())


def material(language: str = "en", *, hostile: bool = False, pair: Dyad = PAIR) -> Material:
    """Return a whole material; `hostile` puts markup where a text could carry it."""
    words = HOSTILE if hostile else "On 19 June 2023 Peru and Chile signed a pact in Arica."
    events = (*busy_years(), *around(), *elsewhere(), *told(words))
    document = Document(
        "doc",
        words + " " * 40 + "Santiago denies that any paper was signed.",
        "en",
        day("2023-07-01"),
        title=HOSTILE if hostile else "A pact in the north",
        author="Example author",
        publisher=HOSTILE if hostile else "Example wire",
        url="javascript:window.broken=1" if hostile else "https://example.org/pact",
    )
    figures = tuple(indicators())
    return Material(
        pair=pair,
        language=language,
        title=HOSTILE if hostile else "",
        documents=(document,),
        events=events,
        contradictions=disagreements(words),
        indicators=figures,
        series=tables(pair, words)
        | {"what_if": what_if(), "responses": responses(), "outlook": outlook()},
        actors=ACTORS,
        version="0.0.test",
    )


def empty(language: str = "en") -> Material:
    """Return a material in which nothing is told of the pair."""
    return Material(
        PAIR, language, "", (), (), (), series=series((), PAIR), actors=ACTORS, version="0.0.test"
    )
