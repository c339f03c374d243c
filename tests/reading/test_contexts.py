"""Contexts: what a sentence is about, by words of the lexicon, in both languages."""

from __future__ import annotations

import tomllib
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_tools import read

from rapprochement.errors import InputError
from rapprochement.reading.lexicon.phrases import CONTEXTS, HIDES, phrases_of
from rapprochement.terms import Claim

LANGUAGES = ("en", "fr")


def pairs(table: str) -> list[tuple[str, str]]:
    """Return (told, sentence) from lines 'told | sentence'."""
    lines = [line.split("|", 1) for line in table.strip().splitlines()]
    return [(told.strip(), sentence.strip()) for told, sentence in lines]


def only(text: str, language: str) -> Claim:
    """Return the one claim of a text."""
    (claim,) = read(text, language)
    return claim


def words(claim: Claim) -> list[str]:
    """Return the words that speak for the contexts of a claim."""
    return [span.text for span in claim.evidence.get("contexts", ())]


def written(language: str) -> dict[str, list[str]]:
    """Return the table [contexts] of a language as its file has it."""
    file = resources.files("rapprochement.reading.lexicon").joinpath(f"{language}.toml")
    table: dict[str, list[str]] = tomllib.loads(file.read_text(encoding="utf-8"))["contexts"]
    return table


FRENCH = """
military | Le Ghana a déployé son armée contre le Togo.
intelligence | Le Pérou a accusé le Chili d'espionnage.
executive | Le président du Kenya a rencontré le sultan d'Oman.
legislative | Le parlement danois a condamné la Finlande.
election | La Bolivie a accusé le Pérou d'avoir perturbé le scrutin.
political_institutions | La Zambie a demandé au Malawi de réviser sa constitution.
pro_democracy | La Norvège a appelé le Laos à respecter la démocratie.
pro_autocracy | Le Ghana a condamné le coup d'État au Togo.
economic | Le Danemark a signé un accord commercial avec le Vietnam.
legal | L'Équateur a demandé au Pérou d'extrader le suspect devant un tribunal.
reparations | La Namibie a demandé des réparations à l'Allemagne.
human_rights | La Suède a accusé le Laos de violer les droits de l'homme.
rights_freedoms | L'Islande a demandé au Vietnam de respecter la liberté de la presse.
repression | La Norvège a condamné la répression de la dissidence au Laos.
human_security | Le Danemark a envoyé une aide alimentaire à la Zambie.
gender | La Finlande a demandé à l'Afghanistan de laisser les femmes travailler.
lgbt | Le Danemark a accusé l'Ouganda de poursuivre des homosexuels.
religion_ethnicity | L'Indonésie a accusé la Birmanie d'attaquer la minorité rohingya.
inequality | Le Brésil a promis d'aider la Bolivie à réduire la pauvreté.
diplomatic | La Tanzanie a expulsé l'ambassadeur kényan.
territory | Le Pérou a demandé à l'Équateur de rouvrir la frontière.
peacekeeping | Le Mali a demandé au Népal d'envoyer des casques bleus.
health | Cuba a envoyé des médecins et des vaccins au Venezuela.
asylum | La Suède a accordé l'asile à un opposant biélorusse.
migration | L'Italie a accusé Malte de refuser des migrants.
disasters | Le Japon a aidé le Népal après le séisme.
natural_resource | La Bolivie a accepté de fournir du gaz au Brésil.
environment | L'Uruguay a accusé l'Argentine de pollution.
technology | L'Inde a promis de livrer un satellite au Bhoutan.
terrorism | Le Pakistan a accusé l'Inde de soutenir le terrorisme.
cbrn | Le Japon a demandé à l'Iran d'abandonner son programme nucléaire.
cyber | L'Estonie a accusé la Russie de cyberattaques.
misinformation | La Lituanie a accusé la Biélorussie de désinformation.
crime | Le Chili a arrêté trois meurtriers péruviens.
corruption | Le Brésil a accusé le Pérou de corruption.
illegal_drugs | L'Équateur a arrêté deux Colombiens qui cachaient de la cocaïne.
trafficking | La Thaïlande a accusé la Birmanie de fermer les yeux sur la traite des êtres humains.
"""


@pytest.mark.parametrize(("context", "sentence"), pairs(FRENCH))
def test_each_context_is_read_in_french(context, sentence):
    """A plain French sentence gives its one claim the context that its words speak for."""
    assert context in only(sentence, "fr").contexts


ENGLISH = """
military | Ghana deployed its army against Togo.
intelligence | Peru accused Chile of espionage.
executive | The president of Kenya met the sultan of Oman.
legislative | Danish lawmakers condemned Finland.
election | Bolivia accused Peru of disrupting the election.
political_institutions | Zambia asked Malawi to revise its constitution.
pro_democracy | Norway urged Laos to respect democracy.
pro_autocracy | Ghana condemned the coup in Togo.
economic | Denmark signed a trade agreement with Vietnam.
legal | Ecuador asked Peru to bring the suspect to court.
reparations | Namibia demanded reparations from Germany.
human_rights | Sweden accused Laos of violating human rights.
rights_freedoms | Iceland urged Vietnam to respect freedom of the press.
repression | Norway condemned Laos for its crackdown on dissidents.
human_security | Denmark sent food aid to Zambia.
gender | Finland urged Afghanistan to let women work.
lgbt | Denmark accused Uganda of prosecuting homosexuals.
religion_ethnicity | Indonesia accused Myanmar of attacking the Rohingya minority.
inequality | Brazil promised to help Bolivia reduce poverty.
diplomatic | Tanzania expelled the Kenyan ambassador.
territory | Peru asked Ecuador to reopen the border.
peacekeeping | Nepal sent peacekeepers to Lebanon.
health | Cuba sent doctors and vaccines to Venezuela.
asylum | Sweden granted asylum to a Belarusian critic.
migration | Italy accused Malta of turning back migrants.
disasters | Japan helped Nepal after the earthquake.
natural_resource | Bolivia agreed to supply Brazil with natural gas.
environment | Uruguay accused Argentina of pollution.
technology | India promised to deliver a satellite to Bhutan.
terrorism | Pakistan accused India of supporting terrorism.
cbrn | Japan urged Iran to abandon its nuclear programme.
cyber | Estonia accused Russia of cyberattacks.
misinformation | Lithuania accused Belarus of disinformation.
crime | Chile arrested three Peruvian murderers.
corruption | Brazil accused Peru of corruption.
illegal_drugs | Ecuador arrested two Colombians who were hiding cocaine.
trafficking | Thailand accused Myanmar of ignoring human trafficking.
"""


@pytest.mark.parametrize(("context", "sentence"), pairs(ENGLISH))
def test_each_context_is_read_in_english(context, sentence):
    """A plain English sentence gives its one claim the context that its words speak for."""
    assert context in only(sentence, "en").contexts


@pytest.mark.parametrize("table", [FRENCH, ENGLISH])
def test_every_context_has_its_sentence(table):
    """The sentences above leave out none of the 37 contexts."""
    assert tuple(context for context, _ in pairs(table)) == CONTEXTS


ABSENT = """
fr military | Des soldats du Hezbollah ont attaqué Israël.
fr military | Le Hezbollah a tiré des missiles contre Israël.
fr legal | La Finlande juge inacceptable et condamne la décision de la Suède.
fr economic | Le Ghana s'est dit prêt à rencontrer le Togo.
fr natural_resource | Le Laos a accusé le Vietnam d'avoir utilisé des gaz lacrymogènes.
fr human_security | Le Malawi a demandé à la Zambie d'écouter la société civile.
fr crime | L'Équateur a accusé la Colombie de crimes de guerre.
fr environment | Le Danemark a salué le climat de confiance avec la Norvège.
fr illegal_drugs | Cuba a envoyé des médicaments au Venezuela.
en military | Hezbollah troops attacked Israel.
en military | Hezbollah fired missiles at Israel.
en military | Ugandan rebels attacked a Rwandan village with a rebel army.
en intelligence | Denmark cooperates with Norway on artificial intelligence.
en territory | Kenya condemned Uganda's remarks, which border on insult.
en executive | Norway condemned Sweden over a Premier League match.
en inequality | Peru condemned Chile for the poor treatment of its sailors.
en disasters | Ecuador accused Peru of storming its embassy.
en crime | Peru accused Chile of war crimes.
en environment | Denmark praised the political climate in Norway.
"""


@pytest.mark.parametrize(("told", "sentence"), pairs(ABSENT))
def test_a_word_in_another_sense_does_not_speak(told, sentence):
    """A phrase that means something else hides its words; forces of no state are not military."""
    language, context = told.split()
    assert context not in only(sentence, language).contexts


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Hezbollah attacked the Israeli army."),
        ("fr", "Le Hezbollah a attaqué l'armée israélienne."),
    ],
)
def test_an_army_named_as_a_states_is_military(language, sentence):
    """A state's army that an armed group attacks is military all the same."""
    assert only(sentence, language).contexts == ("military",)


SILENT = """
en | Norway condemned Sweden.
en | Kenya and Uganda met in Nairobi.
fr | La Norvège a condamné la Suède.
fr | L'Équateur a salué la décision de la Colombie.
"""


@pytest.mark.parametrize(("language", "sentence"), pairs(SILENT))
def test_no_word_no_context(language, sentence):
    """Where no word speaks for a context there is none, and no evidence of one."""
    claim = only(sentence, language)
    assert claim.contexts == ()
    assert "contexts" not in claim.evidence


EVIDENCE = """
en: food aid, refugees | Denmark sent food aid to Malawi for refugees.
en: cross-border, drug trafficking | Peru accused Chile of cross-border drug trafficking.
en: Human rights, genocide | Human rights groups in Kenya accused Uganda of genocide.
fr: droits de l’homme | La Suède a accusé le Laos de bafouer les droits de l’homme.
fr: ministre de la défense, frontière | Le ministre de la défense péruvien a visité la frontière.
fr: armes chimiques | Le Laos a accusé le Vietnam d'employer des armes chimiques.
"""


@pytest.mark.parametrize(("told", "sentence"), pairs(EVIDENCE))
def test_evidence_is_the_words_that_speak(told, sentence):
    """Each word or phrase that speaks for a context is evidence once, in text order, as written."""
    language, expected = told.split(": ")
    claim = only(sentence, language)

    assert words(claim) == expected.split(", ")
    for span in claim.evidence["contexts"]:
        assert sentence[span.start : span.end] == span.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_several_contexts_stand_in_order(language):
    """Several contexts of one sentence are told by name, each once."""
    sentence = {
        "en": "Peru's president accused Chile of torturing migrants and bribing judges and voters.",
        "fr": "Le président du Pérou a accusé le Chili de torture, de corruption et de trafic "
        "de cocaïne.",
    }[language]
    told = {
        "en": ("corruption", "election", "executive", "human_rights", "legal", "migration"),
        "fr": ("corruption", "executive", "human_rights", "illegal_drugs", "trafficking"),
    }[language]
    assert only(sentence, language).contexts == told


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("en", "Russia hacked Estonia."), ("fr", "La Russie a piraté l'Estonie.")],
)
def test_the_mode_cyber_is_a_context(language, sentence):
    """What is done by a computer is about computers, and the act's own words show it."""
    claim = only(sentence, language)
    assert (claim.mode, claim.contexts) == ("cyber", ("cyber",))
    assert set(claim.evidence["type"]) & set(claim.evidence["contexts"])


def test_only_the_sentence_itself_speaks():
    """Neither a heading nor the sentence before gives a claim its context."""
    text = "Nuclear weapons\n\nThe nuclear test was long ago. Norway condemned Sweden."
    (claim,) = [c for c in read(text, "en") if c.sentence == "Norway condemned Sweden."]
    assert claim.contexts == ()


def test_all_claims_of_a_sentence_share_its_contexts():
    """Two acts in one sentence have the same contexts, each with the words behind them."""
    one, two = read("Kenya seized a trawler from Uganda and expelled a Ugandan diplomat.", "en")
    assert one.contexts == two.contexts == ("diplomatic", "natural_resource")
    assert words(one) == words(two) == ["trawler", "diplomat"]


def test_there_are_37_contexts():
    """PLOVER's list is whole, without repetition."""
    assert len(set(CONTEXTS)) == len(CONTEXTS) == 37


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_writes_every_context_in_order(language):
    """The table of a language holds all contexts, in PLOVER's order."""
    assert tuple(written(language)) == CONTEXTS


@pytest.mark.parametrize("language", LANGUAGES)
def test_entries_are_lower_case_and_short(language):
    """An entry is a lemma or a phrase of at most five words, in lower case, listed once."""
    for context, entries in written(language).items():
        plain = [entry.removeprefix(HIDES) for entry in entries]
        assert len(set(plain)) == len(plain), context
        assert all(entry == entry.lower().strip() for entry in plain), context
        assert all(1 <= len(entry.split()) <= 5 for entry in plain), context


@pytest.mark.parametrize("language", LANGUAGES)
def test_hiding_entries_have_something_to_hide(language):
    """A phrase that hides shares a word with an entry that speaks for the same context."""
    for context, entries in written(language).items():
        speaking = {w for e in entries if not e.startswith(HIDES) for w in e.split()}
        for entry in entries:
            if entry.startswith(HIDES):
                near = {w[:4] for w in entry.removeprefix(HIDES).replace("'", " ").split()}
                assert near & {w[:4] for w in speaking}, (context, entry)


@given(st.text("abcdefg_", min_size=1).filter(lambda name: name not in CONTEXTS))
def test_unknown_context_is_refused(name):
    """A lexicon with a context that PLOVER does not know says so when it is loaded."""
    with pytest.raises(InputError, match=name) as caught:
        phrases_of({"military": ["army"], name: ["word"]}, "xx")

    assert "'xx'" in str(caught.value)
    assert "illegal_drugs" in str(caught.value)


def test_phrases_are_known_by_their_first_words():
    """Hyphens and apostrophes part words, so that every spelling of a phrase is found."""
    phrases = phrases_of({"military": ["cessez-le-feu", "! coup d'état"]}, "fr")

    assert phrases.speaking == {"cessez le feu": frozenset({"military"})}
    assert phrases.hiding == {"coup d état": frozenset({"military"})}
    assert phrases.openings == {"cessez", "cessez le", "coup", "coup d"}


def test_a_language_without_contexts_has_none():
    """A lexicon may leave the table out: then nothing speaks."""
    assert phrases_of({}, "xx").speaking == {}
