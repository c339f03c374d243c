from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rapprochement.errors import InputError, UnsupportedLanguage
from rapprochement.sources import document
from rapprochement.sources.published import published_period
from rapprochement.terms import Period, Precision

TEXT = "Lima et Santiago ont signé un traité de commerce."


@settings(deadline=None)
@given(st.text())
def test_text_is_kept_to_the_letter(text):
    """A document's text is exactly the string it was made from: offsets depend on it."""
    assert document(text, language="fr").text == text


@settings(deadline=None)
@given(st.text(), st.sampled_from([None, "2021", "2021-05", "2021-05-04"]))
def test_same_in_same_out(text, published):
    """The same text published at the same time always gives an equal document."""
    once = document(text, language="en", published=published)

    assert once == document(text, language="en", published=published)
    assert len(once.id) == 16


def test_id_depends_on_text_publication_and_address():
    """Documents that differ in text, publication or address have different ids."""
    made = [
        document(TEXT),
        document(TEXT + " "),
        document(TEXT, published="2021"),
        document(TEXT, url="https://example.org/a"),
    ]

    assert len({each.id for each in made}) == 4


def test_id_does_not_depend_on_how_publication_was_written():
    """A day given as a string or as a date is the same day."""
    assert (
        document(TEXT, published="2021-05-04").id == document(TEXT, published=date(2021, 5, 4)).id
    )


def test_given_fields_are_kept():
    """Id, title, author, publisher and address are kept as the user gives them."""
    made = document(
        TEXT,
        id="d1",
        title="T",
        author="A",
        publisher="P",
        url="https://example.org",
        language="fr",
    )

    assert (made.id, made.title, made.author, made.publisher) == ("d1", "T", "A", "P")
    assert made.url == "https://example.org"


def test_text_must_be_a_string():
    """Bytes given as a text are refused with the function that reads them."""
    with pytest.raises(InputError, match="read_bytes"):
        document(b"Lima")


@pytest.mark.parametrize(
    ("given_as", "start", "end", "precision"),
    [
        ("2024-09-10", date(2024, 9, 10), date(2024, 9, 10), Precision.DAY),
        (" 2024-09-10T08:30:00+02:00 ", date(2024, 9, 10), date(2024, 9, 10), Precision.DAY),
        ("2024-09-10 08:30", date(2024, 9, 10), date(2024, 9, 10), Precision.DAY),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), Precision.MONTH),
        ("2023", date(2023, 1, 1), date(2023, 12, 31), Precision.YEAR),
        (date(2024, 9, 10), date(2024, 9, 10), date(2024, 9, 10), Precision.DAY),
        (datetime(2024, 9, 10, 8), date(2024, 9, 10), date(2024, 9, 10), Precision.DAY),
    ],
)
def test_publication_is_a_period_with_its_precision(given_as, start, end, precision):
    """A publication known to the month is not made finer than the month."""
    period = document(TEXT, published=given_as).published

    assert (period.start, period.end, period.precision) == (start, end, precision)


@pytest.mark.parametrize("unknown", [None, "", "  "])
def test_publication_may_be_unknown(unknown):
    """Without a date of publication nothing is filled in."""
    assert document(TEXT, published=unknown).published is None


def test_period_is_kept():
    """A Period goes through as it is, whatever it spans."""
    span = Period(date(2024, 6, 1), date(2024, 9, 30), Precision.ERA)

    assert published_period(span) is span


@pytest.mark.parametrize(
    "wrong", ["10/09/2024", "2024-13", "2024-02-30", "yesterday", "24", "2024-09T10:00", 2024, 3.5]
)
def test_wrong_publication_says_what_fits(wrong):
    """A date that cannot be read is refused with the three forms that can."""
    with pytest.raises(InputError, match="2024-09-10, 2024-09 or 2024"):
        document(TEXT, published=wrong)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Volodymyr Zelensky, Nicolae Ciucă et Maia Sandu se sont rencontrés à Odessa.", "fr"),
        ("Nicolae Ciucă met Maia Sandu and Denys Shmyhal in Chișinău.", "en"),
        ("Kim Jong-un et Vladimir Poutine ont dîné à Vladivostok.", "fr"),
        ("Tokyo rappelle son ambassadeur.", "fr"),
        ("Tokyo recalls its ambassador.", "en"),
        ("L’Arménie quitte l’OTSC.", "fr"),
        ("Armenia leaves the bloc.", "en"),
        ("Paris condamne.", "fr"),
        ("The ministers of Peru and Chile signed a treaty on trade in Lima yesterday.", "en"),
        ("« Nous sommes prêts », a dit Xi Jinping à Luiz Inácio Lula da Silva.", "fr"),
    ],
)
def test_short_texts_full_of_foreign_names_keep_their_language(text, language):
    """A sentence with many foreign names is still French or English."""
    assert document(text).language == language


@pytest.mark.parametrize(
    "text",
    [
        "Die Minister beider Staaten haben am Dienstag in Wien einen Vertrag über den Handel "
        "unterzeichnet, der im Herbst in Kraft treten soll.",
        "I ministri dei due paesi hanno firmato ieri a Roma un trattato commerciale che entrerà in "
        "vigore l'anno prossimo.",
        "De ministers van beide landen hebben gisteren in Den Haag een verdrag over de handel "
        "getekend, dat volgend jaar in werking treedt.",
        "Os ministros dos dois países assinaram ontem em Lisboa um tratado de comércio que entrará "
        "em vigor no próximo ano.",
        "Miniștrii celor două țări au semnat ieri la București un tratat comercial care va intra "
        "în vigoare anul viitor, potrivit presei.",
        "Министры двух стран подписали вчера в Москве договор о торговле.",
        "北京和莫斯科昨天签署了一项贸易协定。",
    ],
)
def test_other_languages_are_refused_by_name(text):
    """A text that is long enough to tell and in a language without a lexicon is refused."""
    with pytest.raises(UnsupportedLanguage, match="en, es, fr"):
        document(text)


@pytest.mark.parametrize(
    "text",
    [
        "Los ministros de los dos países firmaron ayer en Lima un tratado de comercio que entrará "
        "en vigor el próximo año, según la prensa.",
        "Perú y Chile firmaron un acuerdo.",
        "El presidente de Bolivia viajó a Lima, según la prensa.",
    ],
)
def test_spanish_is_told(text):
    """A Spanish text is known by its function words, long or short."""
    document_ = document(text)

    assert (document_.language, document_.notes) == ("es", ())


def test_language_given_wins_over_the_text():
    """Whoever names the language of a text is believed."""
    assert document("The ministers signed the treaty.", language="fr-CH").language == "fr"


@pytest.mark.parametrize("code", ["de", "pt_BR", ""])
def test_language_given_must_be_known(code):
    """A language the reader does not know is refused even when it is given."""
    with pytest.raises(UnsupportedLanguage):
        document(TEXT, language=code)


@pytest.mark.parametrize("text", ["", "2024", "12 % — 14 %", "Lima"])
def test_a_language_that_cannot_be_told_is_noted(text):
    """When a text is too short to tell its language, the document says that it was taken."""
    made = document(text)

    assert made.language in ("en", "fr")
    assert any(note.startswith("language:") for note in made.notes) or made.notes == ()
    assert text == "Lima" or made.notes
