"""What is found in running text, and what is left alone."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapprochement.actors import Registry
from rapprochement.actors.matcher import Matcher, fold
from rapprochement.actors.mentions import KINDS

REGISTRY = Registry.default()
TODAY = date(2024, 9, 10)


def read(text: str, language: str = "fr", on: date | None = None) -> list[tuple[str, str]]:
    """Return the words of each mention, and its codes joined by +."""
    return [(m.text, "+".join(m.codes)) for m in REGISTRY.mentions(text, language, on)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("La Corée du Nord et les Nord-Coréennes", ["Corée du Nord=PRK", "Nord-Coréennes=PRK"]),
        ("le dirigeant Nord-coréen", ["Nord-coréen=PRK"]),
        ("la COREE DU NORD", ["COREE DU NORD=PRK"]),
        ("les Etats-Unis, les États Unis, les ÉTATS-UNIS", None),
        ("la Corée-du-Sud", ["Corée-du-Sud=KOR"]),
        ("la Corée\u00a0du\u00a0Sud", ["Corée\u00a0du\u00a0Sud=KOR"]),
        ("la Corée\ndu Sud", ["Corée\ndu Sud=KOR"]),
        ("la Côte d’Ivoire et la Côte d'Ivoire", ["Côte d’Ivoire=CIV", "Côte d'Ivoire=CIV"]),
        ("l'Iran, d’Égypte, qu'Israël", ["Iran=IRN", "Égypte=EGY", "Israël=ISR"]),
        ("le Niger, la Nigeria, un Nigérien", ["Niger=NER", "Nigeria=NGA", "Nigérien=NER"]),
        ("la Guinée, la Guinée-Bissau, la Guinée équatoriale", None),
        ("la RDC et le Congo-Brazzaville", ["RDC=COD", "Congo-Brazzaville=COG"]),
        ("la Birmanie, la Haute-Volta, le Zaïre", ["Birmanie=MMR", "Haute-Volta=BFA", "Zaïre=COD"]),
        ("Moscou, le Kremlin et l'Élysée", ["Moscou=RUS", "Kremlin=RUS", "Élysée=FRA"]),
        ("au Quai d'Orsay comme à la Maison-Blanche", ["Quai d'Orsay=FRA", "Maison-Blanche=USA"]),
        ("la Crimée et la bande de Gaza", ["Crimée=UKR", "bande de Gaza=PSE"]),
        ("les deux Corées", ["deux Corées=PRK+KOR"]),
        ("les deux pays et leurs alliés", ["deux pays=", "alliés="]),
        ("l'ONU, l'Otan et l'AIEA", ["ONU=UN", "Otan=NATO", "AIEA=IAEA"]),
        ("selon l'AFP et l'agence Yonhap", ["AFP=AFP", "agence Yonhap=YONHAP"]),
        ("un accord russo-nord-coréen", ["russo-nord-coréen=RUS+PRK"]),
        ("le couple franco-allemand", ["franco-allemand=FRA+DEU"]),
        ("un sommet sino-russo-mongol", ["sino-russo-mongol=CHN+RUS+MNG"]),
        ("l'exercice américano-sud-coréen", ["américano-sud-coréen=USA+KOR"]),
        ("Xi reçoit, Louis XI non", ["Xi=CHN"]),
        ("M. Hollande en Hollande", ["M. Hollande=FRA", "Hollande=NLD"]),
    ],
)
def test_french_text(text, found):
    """French names are read in all their forms, whatever the accents, spaces and apostrophes."""
    got = [f"{words}={codes}" for words, codes in read(text)]
    if found is None:
        assert len(got) == 3
    else:
        assert got == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The U.S. told us, and the US, that U.S.A. is", ["U.S.=USA", "US=USA", "U.S.A.=USA"]),
        ("Britons, the Dutch and a Filipino", ["Britons=GBR", "Dutch=NLD", "Filipino=PHL"]),
        ("roast turkey on fine china by jordan", []),
        ("Turkey, Türkiye and Czechia", ["Turkey=TUR", "Türkiye=TUR", "Czechia=CZE"]),
        ("Ivory Coast, Burma, Swaziland", ["Ivory Coast=CIV", "Burma=MMR", "Swaziland=SWZ"]),
        ("the Sino-Russian border", ["Sino-Russian=CHN+RUS"]),
        ("North and South Korea", ["North and South Korea=PRK+KOR"]),
        ("Michael Jordan left Jordan", ["Jordan=JOR"]),
        ("Chad Smith flew to Chad", ["Chad=TCD"]),
        ("the Washington Post in Washington", ["Washington Post=WAPO", "Washington=USA"]),
        ("at the North Pole with Poles", ["Poles=POL"]),
        ("WHO officials; THE MAN WHO DID IT", ["WHO=WHO"]),
        ("HELP US NOW", []),
        ("a Thai envoy, a Soviet one", ["Thai=THA", "Soviet=SUN"]),
        ("Putin’s visit; Russia's reply", ["Putin=RUS", "Russia=RUS"]),
        ("Western powers and the West Bank", ["Western powers=", "West Bank=PSE"]),
        ("a U.S.-backed plan", ["U.S.=USA"]),
        ("pro-Russian fighters and Russian ones", ["Russian=RUS"]),
        ("South American and American envoys", ["South American=", "American=USA"]),
    ],
)
def test_english_text(text, found):
    """English names ask for their capitals; common words and people's names are left alone."""
    assert [f"{words}={codes}" for words, codes in read(text, "en")] == found


def test_an_organisation_still_to_come_is_not_meant():
    """A name that an organisation took later is not read as that organisation."""
    (before,) = REGISTRY.mentions("un concert de Wagner", "fr", date(2002, 5, 1))
    (after,) = REGISTRY.mentions("les hommes de Wagner", "fr", date(2022, 5, 1))
    assert (before.codes, before.alternatives) == ((), ("WAGNER",))
    assert after.codes == ("WAGNER",)
    assert read("Robert Wagner a écrit") == []


@pytest.mark.parametrize(
    ("text", "on", "codes", "ambiguous"),
    [
        ("Moscou", date(1985, 3, 11), ("SUN",), False),
        ("Moscou", date(1999, 3, 11), ("RUS",), False),
        ("l'URSS", TODAY, ("SUN",), False),
        ("l'Ukraine", date(1970, 1, 1), ("SUN",), False),
        ("Prague", date(1968, 8, 21), ("CSK",), False),
        ("Belgrade", date(1999, 3, 24), ("YUG",), False),
        ("Belgrade", date(2004, 3, 24), ("SCG",), False),
        ("Belgrade", TODAY, ("SRB",), False),
        ("l'Allemagne", date(1970, 1, 1), ("DEU",), True),
        ("l'Allemagne", TODAY, ("DEU",), False),
        ("le Yémen", date(1980, 1, 1), ("YEM",), True),
        ("le Congo", TODAY, ("COG",), True),
        ("l'Algérie", date(1950, 1, 1), (), True),
        ("le Tibet", TODAY, ("CHN",), False),
        ("le Karabakh", TODAY, ("XNK",), False),
    ],
)
def test_a_name_is_read_on_its_day(text, on, codes, ambiguous):
    """A name stands for the state of that day; what cannot be decided is said, not guessed."""
    (mention,) = REGISTRY.mentions(text, "fr", on)
    assert (mention.codes, mention.ambiguous) == (codes, ambiguous)
    assert not ambiguous or len(mention.alternatives) >= (2 if codes else 1)


TEXTS = st.one_of(
    st.text(),
    st.lists(
        st.sampled_from(
            ["Corée", "du", "Nord", "-", "’", "russo", "U.S.", "US", " ", "\n", "M.", "Kim", "un",
             "Jong", "Sino", "États", "Unis", "\u0301", "le", "Poutine", "O", "N.", "d'", "Ivoire"]
        )
    ).map("".join),
)  # fmt: skip


@given(TEXTS, st.sampled_from(["fr", "en"]), st.none() | st.dates())
def test_any_text_is_read_without_loss(text, language, on):
    """Whatever the text: no error, offsets give the words, mentions follow without overlap."""
    end = 0
    for mention in REGISTRY.mentions(text, language, on):
        assert end <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.text
        assert mention.kind in KINDS
        assert mention.codes or mention.kind == "collective" or mention.ambiguous
        assert set(mention.codes) <= set(mention.alternatives) or not mention.ambiguous
        end = mention.end


@given(st.text(), st.sampled_from(["fr", "en"]))
def test_reading_twice_gives_the_same(text, language):
    """Same text in, same mentions out."""
    assert REGISTRY.mentions(text, language) == REGISTRY.mentions(text, language)


@given(st.dates(date(1946, 1, 1), date(2100, 1, 1)))
def test_codes_of_states_are_valid_or_past(on):
    """A state named in a text is never one that was still to come on the day of the text."""
    text = "Moscou, Kiev, Prague, Belgrade, Berlin, Hanoï, Sanaa, Juba, Alger, Zagreb, Pristina"
    for mention in REGISTRY.mentions(text, "fr", on):
        for code in mention.codes:
            first = REGISTRY._calendar.spans(code)[0].since
            assert first is None or first <= on


@given(st.text(min_size=1))
def test_accents_and_case_fold_away(text):
    """Folding forgets accents and capitals, and folding twice changes nothing more."""
    assert fold(fold(text)) == fold(fold(fold(text)))
    assert fold(unicodedata.normalize("NFC", "États")) == "etats"


def test_accents_written_apart_are_read():
    """Text with accents as separate characters is read like any other."""
    apart = unicodedata.normalize("NFD", "Les États-Unis et la Corée du Sud")
    assert [codes for _, codes in read(apart)] == ["USA", "KOR"]


def test_the_longest_name_wins():
    """Of names that begin at one place the longest is taken, and none inside it."""
    matcher = Matcher([("Korea", 1), ("South Korea", 2), ("South Korea Times", 3), ("Times", 4)])
    assert [hit.value for hit in matcher.find("South Korea Times, South Korea, Korea")] == [3, 2, 1]
    assert matcher.at("North Korea", 6).value == 1
    assert matcher.at("North Korea", 0) is None


def test_a_stop_between_sentences_parts_a_name():
    """A name does not reach over the end of a sentence or a paragraph."""
    assert read("Il a quitté la Corée. Du Nord vient le froid.") != [("Corée. Du Nord", "PRK")]
    assert ("Corée\n\ndu Nord", "PRK") not in read("Corée\n\ndu Nord")
