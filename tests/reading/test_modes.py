"""Modes: in which way a deed was done, and what was asked, refused or threatened."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading_tools import read

import rapprochement as rp
from rapprochement import cases
from rapprochement.reading.lexicon import lexicon, rules
from rapprochement.reading.lexicon.phrases import HIDES, plain
from rapprochement.reading.modes import MODES
from rapprochement.terms import Claim, EventType

LANGUAGES = ("en", "fr")

# which type knows which modes: PLOVER manual, draft 0.8
PLOVER = """
CONSULT: visit third-party multilateral phone
RETREAT: withdraw release disarm ceasefire access resign
REQUEST: assist change yield meet
REJECT: assist change yield meet
ACCUSE: disapprove investigate allege
THREATEN: restrict arrest relations expel territory violence
PROTEST: demo riot strike hunger boycott obstruct vandalize
SANCTION: convict expel withdraw discontinue
MOBILIZE: troops weapons police militia
COERCE: seize restrict censor curfew martial-law arrest deport withhold misinformation cyber
ASSAULT: abduct beat torture sexual targeted destroy primitive firearms explosives suicide-attack \
aerial drone heavy-weapons crowd-control unconventional
"""


def official() -> dict[EventType, set[str]]:
    """Return the modes of each type as PLOVER lists them."""
    lines = [line.split(": ") for line in PLOVER.strip().splitlines()]
    return {EventType(kind): set(modes.split()) for kind, modes in lines}


def pairs(table: str) -> list[tuple[str, str]]:
    """Return (told, sentence) from lines 'told | sentence'."""
    lines = [line.split("|", 1) for line in table.strip().splitlines()]
    return [(told.strip(), sentence.strip()) for told, sentence in lines]


def told(text: str, language: str) -> list[str]:
    """Return the claims of a text as 'TYPE mode'."""
    return [f"{claim.type} {claim.mode}" for claim in read(text, language)]


def words(claim: Claim) -> list[str]:
    """Return the words that tell the mode of a claim."""
    return [span.text for span in claim.evidence.get("mode", ())]


def written(language: str) -> dict[str, dict[str, list[str]]]:
    """Return the table [modes] of a language as its file has it."""
    file = resources.files("rapprochement.reading.lexicon").joinpath(f"{language}.toml")
    table: dict[str, dict[str, list[str]]] = tomllib.loads(file.read_text("utf-8"))["modes"]
    return table


@cache
def embedded() -> tuple[tuple[str, Claim], ...]:
    """Return (text, claim) for all claims of the embedded cases."""
    records = [record for name in cases.names() for record in cases.load(name).records()]
    documents = {
        document.id: document
        for record in records
        for document in [
            rp.document(record["text"], language=record["language"], published=record["published"])
        ]
    }
    return tuple((documents[c.document_id].text, c) for c in rp.read(documents.values()))


ENGLISH = """
CONSULT third-party | Oman mediated between Yemen and Saudi Arabia.
CONSULT multilateral | Kenya, Uganda and Rwanda met in Nairobi.
CONSULT visit | The president of Peru visited Chile.
CONSULT visit | Chile received the president of Peru.
CONSULT phone | The king of Jordan spoke by phone with the emir of Qatar.
RETREAT withdraw | Ethiopia withdrew its troops from Somalia.
RETREAT release | Iran released two Swedish prisoners.
RETREAT disarm | Libya dismantled its missiles.
RETREAT ceasefire | Armenia and Azerbaijan signed a ceasefire.
RETREAT access | Sudan granted access to Norwegian inspectors.
RETREAT resign | The prime minister of Haiti resigned.
REQUEST assist | Malawi asked Zambia for food aid.
REQUEST change | Denmark urged Laos to reform its constitution.
REQUEST yield | Chile demanded the withdrawal of Peruvian troops.
REQUEST yield | Norway urged Iran to release the prisoners.
REQUEST yield | Ghana asked Togo not to attack Benin.
REQUEST meet | Bolivia asked Chile for talks.
REJECT assist | Kenya refused to help Uganda.
REJECT change | Laos rejected the reforms proposed by Sweden.
REJECT yield | Ethiopia refused to withdraw from Somalia.
REJECT meet | Serbia refused to meet Kosovo.
REJECT meet | Iran rejected talks with Iraq.
REJECT yield | Russia vetoed the resolution against Syria.
ACCUSE disapprove | Norway condemned Sweden.
ACCUSE investigate | Belgium investigated Rwanda over the killings.
ACCUSE allege | Chad accused Sudan of arming rebels.
THREATEN restrict | Ghana threatened to ban Nigerian newspapers.
THREATEN arrest | Kenya threatened to arrest Ugandan fishermen.
THREATEN relations | Morocco threatened to break off relations with Algeria.
THREATEN relations | Norway threatened Laos with sanctions.
THREATEN expel | Poland threatened to expel the Hungarian ambassador.
THREATEN territory | Venezuela threatened to annex a province of Guyana.
THREATEN violence | Eritrea threatened to bomb Djibouti.
THREATEN violence | Eritrea will attack Djibouti.
THREATEN expel | Poland will expel the Hungarian ambassador.
PROTEST demo | Protesters marched in Tunisia against France.
PROTEST riot | Protesters rioted in Haiti.
PROTEST strike | Workers went on strike in Argentina.
PROTEST hunger | Palestinian prisoners staged a hunger strike against Israel.
PROTEST boycott | Students in Chile boycotted their classes.
PROTEST obstruct | Bolivian demonstrators blocked roads.
PROTEST vandalize | Pakistani protesters burned a flag of India.
SANCTION convict | Belarus convicted a Polish journalist.
SANCTION expel | Austria expelled two Russian diplomats.
SANCTION withdraw | Mexico recalled its ambassador from Ecuador.
SANCTION withdraw | Iran broke off diplomatic relations with Morocco.
SANCTION discontinue | Japan imposed sanctions on Myanmar.
MOBILIZE troops | Turkey deployed soldiers on the border with Syria.
MOBILIZE weapons | India deployed missiles on the border with Pakistan.
MOBILIZE police | Kenya deployed police on the border with Somalia.
MOBILIZE militia | Rwanda mobilized a militia against Burundi.
COERCE seize | Yemen seized a Greek tanker.
COERCE restrict | Saudi Arabia imposed a blockade on Qatar.
COERCE censor | Ethiopia banned Kenyan newspapers.
COERCE curfew | India imposed a curfew in Kashmir.
COERCE martial-law | Thailand declared martial law.
COERCE arrest | Eritrea arrested three Ethiopian sailors.
COERCE deport | Algeria expelled Malian migrants.
COERCE withhold | Israel blocked access to food for Lebanon.
COERCE restrict | Kenya banned food imports from Uganda.
COERCE misinformation | Russia launched a disinformation campaign against Moldova.
COERCE cyber | Russia hacked Estonia.
ASSAULT abduct | Somali pirates kidnapped two Danish sailors.
ASSAULT beat | Egyptian police beat a Sudanese refugee.
ASSAULT torture | Syria tortured a Canadian engineer.
ASSAULT sexual | Soldiers from Eritrea raped Ethiopian women.
ASSAULT targeted | Chad assassinated a Libyan general.
ASSAULT destroy | Sudan destroyed a village in Chad.
ASSAULT primitive | Indian soldiers attacked Chinese soldiers with stones.
ASSAULT firearms | Greek soldiers shot at a Turkish boat.
ASSAULT explosives | Libya planted a bomb and attacked a Chadian convoy with grenades.
ASSAULT explosives | Sudan attacked a Chadian convoy with grenades.
ASSAULT suicide-attack | Hamas carried out a suicide bombing in Israel.
ASSAULT aerial | Egypt launched air strikes on Libya.
ASSAULT drone | Iran attacked Iraq with drones.
ASSAULT drone | Turkish drones attacked Syria.
ASSAULT heavy-weapons | North Korea shelled South Korea with artillery.
ASSAULT crowd-control | Greek police attacked Albanian migrants with tear gas.
ASSAULT unconventional | Iraq attacked Iran with chemical weapons.
ASSAULT aerial | Ethiopia carried out an air raid on Eritrea.
ASSAULT aerial | Israeli warplanes bombed Lebanon.
ASSAULT heavy-weapons | North Korea fired shells at a South Korean island.
ASSAULT heavy-weapons | Two Indian soldiers were killed by Pakistani mortar fire.
ASSAULT firearms | Two Kenyans were shot dead by Somali soldiers.
ASSAULT primitive | Al-Shabaab beheaded two Kenyans.
CONSULT multilateral | NATO leaders met in Brussels.
RETREAT ceasefire | Sudan stopped its attacks on Chad.
"""


@pytest.mark.parametrize(("mode", "sentence"), pairs(ENGLISH))
def test_each_mode_is_read_in_english(mode, sentence):
    """A plain English sentence gives its one claim the mode that its words tell."""
    assert told(sentence, "en") == [mode]


FRENCH = """
CONSULT third-party | Oman a assuré une médiation entre le Yémen et l'Arabie saoudite.
CONSULT multilateral | Le Kenya, l'Ouganda et le Rwanda se sont réunis à Nairobi.
CONSULT visit | Le président du Pérou s'est rendu au Chili.
CONSULT visit | Le Chili a accueilli le président du Pérou.
CONSULT phone | Le roi de Jordanie a téléphoné à l'émir du Qatar.
RETREAT withdraw | L'Éthiopie a retiré ses troupes de Somalie.
RETREAT release | L'Iran a libéré deux prisonniers suédois.
RETREAT disarm | La Libye a démantelé ses missiles.
RETREAT ceasefire | L'Arménie et l'Azerbaïdjan ont signé un cessez-le-feu.
RETREAT access | Le Soudan a donné accès à des inspecteurs norvégiens.
RETREAT resign | Le premier ministre d'Haïti a démissionné.
REQUEST assist | Le Malawi a demandé une aide alimentaire à la Zambie.
REQUEST change | Le Danemark a appelé le Laos à réformer sa constitution.
REQUEST yield | Le Chili a exigé le retrait des troupes péruviennes.
REQUEST yield | La Norvège a demandé à l'Iran de libérer les prisonniers.
REQUEST meet | La Bolivie a demandé des pourparlers au Chili.
REJECT assist | Le Kenya a refusé d'aider l'Ouganda.
REJECT change | Le Laos a rejeté les réformes proposées par la Suède.
REJECT yield | L'Éthiopie a refusé de retirer ses troupes de Somalie.
REJECT meet | La Serbie a refusé de rencontrer le Kosovo.
REJECT yield | La Russie a mis son veto à la résolution contre la Syrie.
ACCUSE disapprove | La Norvège a condamné la Suède.
ACCUSE investigate | La Belgique a enquêté sur le Rwanda.
ACCUSE allege | Le Tchad a accusé le Soudan d'armer des rebelles.
THREATEN restrict | Le Ghana a menacé d'interdire les journaux nigérians.
THREATEN arrest | Le Kenya a menacé d'arrêter des pêcheurs ougandais.
THREATEN relations | Le Maroc a menacé de rompre ses relations avec l'Algérie.
THREATEN relations | La Norvège a menacé le Laos de sanctions.
THREATEN expel | La Pologne a menacé d'expulser l'ambassadeur hongrois.
THREATEN territory | Le Venezuela a menacé d'annexer une province du Guyana.
THREATEN violence | L'Érythrée a menacé de bombarder Djibouti.
THREATEN violence | L'Érythrée va attaquer Djibouti.
PROTEST demo | Des manifestants ont défilé en Tunisie contre la France.
PROTEST riot | Des Haïtiens ont participé à une émeute contre la France.
PROTEST strike | Les travailleurs ont fait grève en Argentine.
PROTEST hunger | Des prisonniers palestiniens ont mené une grève de la faim contre Israël.
PROTEST boycott | Des étudiants chiliens ont boycotté leurs cours.
PROTEST obstruct | Des manifestants boliviens ont bloqué des rues.
PROTEST vandalize | Des manifestants pakistanais ont brûlé un drapeau de l'Inde.
SANCTION convict | La Biélorussie a condamné à mort un journaliste polonais.
SANCTION expel | L'Autriche a expulsé deux diplomates russes.
SANCTION withdraw | Le Mexique a rappelé son ambassadeur en Équateur.
SANCTION withdraw | L'Iran a rompu ses relations diplomatiques avec le Maroc.
SANCTION discontinue | Le Japon a imposé des sanctions à la Birmanie.
MOBILIZE troops | La Turquie a déployé des soldats à la frontière avec la Syrie.
MOBILIZE weapons | L'Inde a déployé des missiles à la frontière avec le Pakistan.
MOBILIZE police | Le Kenya a déployé la police à la frontière avec la Somalie.
MOBILIZE militia | Le Rwanda a mobilisé une milice contre le Burundi.
COERCE seize | Le Yémen s'est emparé d'un pétrolier grec.
COERCE restrict | L'Arabie saoudite a imposé un blocus au Qatar.
COERCE censor | L'Éthiopie a interdit des journaux kényans.
COERCE curfew | L'Inde a imposé un couvre-feu au Cachemire.
COERCE martial-law | La Thaïlande a décrété la loi martiale.
COERCE arrest | L'Érythrée a arrêté trois marins éthiopiens.
COERCE deport | L'Algérie a expulsé des migrants maliens.
COERCE withhold | Israël a interdit l'accès du Liban à l'eau potable.
COERCE misinformation | La Russie a mené une campagne de désinformation contre la Moldavie.
COERCE cyber | La Russie a piraté l'Estonie.
ASSAULT abduct | Des pirates somaliens ont enlevé deux marins danois.
ASSAULT beat | La police égyptienne a tabassé un réfugié soudanais.
ASSAULT torture | La Syrie a torturé un ingénieur canadien.
ASSAULT sexual | Des soldats érythréens ont commis des viols en Éthiopie.
ASSAULT targeted | Le Tchad a assassiné un général libyen.
ASSAULT destroy | Le Soudan a détruit un village au Tchad.
ASSAULT primitive | Des soldats indiens ont attaqué des soldats chinois avec des pierres.
ASSAULT firearms | Des soldats grecs ont ouvert le feu sur un bateau turc.
ASSAULT explosives | Le Soudan a attaqué un convoi tchadien avec des grenades.
ASSAULT suicide-attack | Le Hamas a commis un attentat-suicide en Israël.
ASSAULT aerial | L'Égypte a mené des frappes aériennes contre la Libye.
ASSAULT drone | L'Iran a attaqué l'Irak avec des drones.
ASSAULT drone | Des drones turcs ont attaqué la Syrie.
ASSAULT heavy-weapons | La Corée du Nord a bombardé la Corée du Sud avec de l'artillerie.
ASSAULT crowd-control | La police grecque a attaqué des migrants albanais avec des gaz lacrymogènes.
ASSAULT unconventional | L'Irak a attaqué l'Iran avec des armes chimiques.
REQUEST yield | Le Ghana a demandé au Togo de ne pas attaquer le Bénin.
REJECT meet | L'Iran a rejeté les pourparlers avec l'Irak.
THREATEN expel | La Pologne va expulser l'ambassadeur hongrois.
ASSAULT aerial | Des avions israéliens ont bombardé le Liban.
ASSAULT heavy-weapons | La Corée du Nord a tiré des obus sur une île sud-coréenne.
COERCE restrict | Le Kenya a interdit l'importation de sucre ougandais.
CONSULT multilateral | Les dirigeants de l'OTAN se sont réunis à Bruxelles.
RETREAT ceasefire | Le Soudan a cessé ses attaques contre le Tchad.
"""


@pytest.mark.parametrize(("mode", "sentence"), pairs(FRENCH))
def test_each_mode_is_read_in_french(mode, sentence):
    """A plain French sentence gives its one claim the mode that its words tell."""
    assert told(sentence, "fr") == [mode]


@pytest.mark.parametrize("table", [ENGLISH, FRENCH])
def test_every_mode_has_its_sentence(table):
    """The sentences above leave out no mode of any type."""
    every = {f"{kind} {mode}" for kind, modes in official().items() for mode in modes}
    assert {mode for mode, _ in pairs(table)} == every


NONE = """
en ASSAULT | Azerbaijan attacked Armenia.
en ASSAULT | Sudan attacked a Chadian missile base.
en CONSULT | The presidents of Kenya and Uganda met.
en AID | Norway sent weapons to Ukraine.
en SUPPORT | Norway praised the police of Kenya.
en THREATEN | Ghana threatened Togo.
en REQUEST | Peru asked Chile to explain its words.
en REJECT | Iran rejected the accusations of Iraq.
en REJECT | Norway rejected Sweden's accusation that it had withheld aid.
en REJECT | Iran denied the attack on Iraq.
fr ASSAULT | L'Azerbaïdjan a attaqué l'Arménie.
fr ASSAULT | Le Soudan a attaqué une base de missiles tchadienne.
fr CONSULT | Les présidents du Kenya et de l'Ouganda se sont rencontrés.
fr AID | La Norvège a envoyé des armes à l'Ukraine.
fr THREATEN | Le Ghana a menacé le Togo.
fr REJECT | L'Iran a rejeté les accusations de l'Irak.
fr REJECT | L'Iran a démenti l'attaque contre l'Irak.
"""


@pytest.mark.parametrize(("kind", "sentence"), pairs(NONE))
def test_where_nothing_tells_there_is_no_mode(kind, sentence):
    """Words of the one who is hit, of a charge or of another type tell no mode."""
    language, kind = kind.split()
    (claim,) = read(sentence, language)
    assert (claim.type, claim.mode) == (kind, None)
    assert "mode" not in claim.evidence


CHANGED = """
en AGREE None | The president of Kenya will visit Uganda.
en CONCEDE None | Ethiopia will withdraw its troops from Somalia.
en REJECT meet | Kenya will not meet Uganda.
en THREATEN restrict | Turkey will impose a blockade on Cyprus.
en THREATEN relations | The United States will impose sanctions on Iran.
en THREATEN violence | Eritrea will attack Djibouti with drones.
fr AGREE None | Le président du Kenya se rendra en Ouganda.
fr CONCEDE None | L'Éthiopie retirera ses troupes de Somalie.
fr THREATEN relations | Les États-Unis vont imposer des sanctions à l'Iran.
"""


@pytest.mark.parametrize(("mode", "sentence"), pairs(CHANGED))
def test_a_type_changed_by_the_telling_has_its_own_modes(mode, sentence):
    """What is only announced has the mode of the announcement, not that of the deed."""
    language, mode = mode.split(maxsplit=1)
    assert told(sentence, language) == [mode]


FINER = """
en ASSAULT destroy | Ukraine destroyed a Russian drone factory.
en ASSAULT drone | Iranian drones destroyed an Iraqi village.
en COERCE arrest | Turkey arrested a German journalist after the curfew.
en COERCE restrict | Kenya banned food imports from Uganda.
en ACCUSE disapprove | Greece criticized the Turkish drone strike.
en ACCUSE allege | Estonia accused Russia of cyberattacks.
en SANCTION discontinue | Iran suspended trade relations with Morocco.
en MOBILIZE troops | Germany mobilized against Poland.
en PROTEST vandalize | Protesters in Iraq burned down the Iranian consulate.
fr ASSAULT destroy | L'Ukraine a détruit une usine de drones russe.
fr ACCUSE disapprove | La Grèce a critiqué la frappe de drone turque.
fr ACCUSE allege | L'Estonie a accusé la Russie de cyberattaques.
fr SANCTION discontinue | L'Iran a rompu ses relations commerciales avec le Maroc.
"""


@pytest.mark.parametrize(("mode", "sentence"), pairs(FINER))
def test_only_a_finer_word_of_the_act_itself_counts(mode, sentence):
    """Words inside what is hit, condemned or alleged leave the mode of the act alone."""
    language, mode = mode.split(maxsplit=1)
    assert told(sentence, language) == [mode]


EVIDENCE = """
en: drones | Iran attacked Iraq with drones.
en: tear, gas | Greek police attacked Albanian migrants with tear gas.
en: Kenya, Uganda, Rwanda | Kenya, Uganda and Rwanda met in Nairobi.
en: annex | Venezuela threatened to annex a province of Guyana.
en: recalled, ambassador | Mexico recalled its ambassador from Ecuador.
fr: drones | Des drones turcs ont attaqué la Syrie.
fr: grenades | Le Soudan a attaqué un convoi tchadien avec des grenades.
fr: loi, martiale | La Thaïlande a décrété la loi martiale.
fr: interdire | Le Ghana a menacé d'interdire les journaux nigérians.
"""


@pytest.mark.parametrize(("expected", "sentence"), pairs(EVIDENCE))
def test_evidence_is_the_words_that_tell(expected, sentence):
    """The words behind a mode are evidence, in text order."""
    language, expected = expected.split(": ")
    (claim,) = read(sentence, language)
    assert words(claim) == expected.split(", ")


CONTEXT = """
en cyber | North Korea hacked banks in Bangladesh.
en misinformation | Russia launched a disinformation campaign against Moldova.
fr cyber | La Russie a piraté l'Estonie.
fr misinformation | La Russie a mené une campagne de désinformation contre la Moldavie.
"""


@pytest.mark.parametrize(("mode", "sentence"), pairs(CONTEXT))
def test_modes_that_are_contexts_are_told_as_both(mode, sentence):
    """What is done by computers or by false news is about these as well."""
    language, mode = mode.split()
    (claim,) = read(sentence, language)
    assert claim.mode == mode
    assert mode in claim.contexts


def test_a_mode_belongs_to_its_type_in_all_embedded_texts():
    """No claim has a mode that PLOVER does not list under the claim's own type."""
    known = official()
    for _, claim in embedded():
        assert claim.type is not None
        assert claim.mode is None or claim.mode in known.get(claim.type, set()), claim


def test_every_mode_of_the_embedded_texts_has_its_words():
    """A mode never comes without words of the text behind it, nor words without a mode."""
    for text, claim in embedded():
        spans = claim.evidence.get("mode", ())
        assert bool(spans) == (claim.mode is not None), claim
        assert all(text[span.start : span.end] == span.text for span in spans)


DEEDS = {
    "en": ["bomb {b}", "annex {b}", "ban newspapers from {b}", "expel the ambassador of {b}",
           "arrest a citizen of {b}", "meet {b}", "visit {b}", "withdraw its troops from {b}",
           "impose sanctions on {b}", "hack {b}", "send food to {b}", "deploy missiles near {b}"],
    "fr": ["bombarder {b}", "annexer {b}", "expulser l'ambassadeur de {b}", "rencontrer {b}",
           "sanctionner {b}", "pirater {b}", "aider {b}", "arrêter des citoyens de {b}"],
}  # fmt: skip
TELLING = {
    "en": ["Peru threatened to {deed}.", "Peru refused to {deed}.", "Peru will {deed}.",
           "Peru will not {deed}.", "Peru promised to {deed}.", "Peru may {deed}.",
           "Ghana urged Peru to {deed}.", "Ghana accused Peru of planning to {deed}.",
           "Peru decided to {deed}.", "If Chile yields, Peru will {deed}."],
    "fr": ["Le Pérou a menacé de {deed}.", "Le Pérou a refusé de {deed}.",
           "Le Pérou va {deed}.", "Le Pérou ne va pas {deed}.", "Le Pérou a promis de {deed}.",
           "Le Ghana a demandé au Pérou de {deed}.", "Le Pérou a décidé de {deed}."],
}  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(LANGUAGES).flatmap(lambda language: st.tuples(
    st.just(language), st.sampled_from(TELLING[language]), st.sampled_from(DEEDS[language]),
)))  # fmt: skip
def test_no_telling_leads_to_a_foreign_mode(drawn):
    """However a deed is told, the mode belongs to the type it is told as, with its words."""
    language, telling, deed = drawn
    text = telling.format(deed=deed.format(b={"en": "Kenya", "fr": "Cuba"}[language]))
    for claim in read(text, language):
        assert claim.mode is None or claim.mode in official().get(claim.type, set()), claim
        assert bool(words(claim)) == (claim.mode is not None)


def test_the_modes_are_those_of_plover():
    """Types and modes are PLOVER's, each mode once in its type."""
    assert {kind: set(modes) for kind, modes in MODES.items()} == official()
    assert all(len(set(modes)) == len(modes) for modes in MODES.values())


def test_the_rules_give_modes_of_their_own_type():
    """A mode in plover.csv belongs to the type of its line."""
    for line in (rule for lines in rules().values() for rule in lines):
        assert line.mode is None or line.mode in official().get(line.type, ()), line


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_tables_hold_types_and_modes_of_plover(language):
    """A language lists words under PLOVER's types and modes only."""
    for kind, table in written(language).items():
        assert set(table) <= official()[EventType(kind)], kind


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_entry_speaks_for_one_mode_of_a_type(language):
    """An entry is a short lower-case phrase that stands once under its type."""
    for kind, table in written(language).items():
        entries = [entry for listed in table.values() for entry in listed]
        told = {
            (mode, entry.startswith(HIDES), plain(entry.removeprefix(HIDES)))
            for mode, listed in table.items()
            for entry in listed
        }
        phrases = [phrase for *_, phrase in told]
        assert len(set(phrases)) == len(phrases), kind
        assert all(entry == entry.strip().lower() for entry in entries), kind
        assert all(len(phrase.split()) <= 5 for phrase in phrases), kind
        assert set(lexicon(language).modes[kind]) == set(phrases)


def test_languages_have_words_for_the_same_modes():
    """What one language can tell, the other can tell as well."""
    english, french = ({k: set(v) for k, v in written(lang).items()} for lang in LANGUAGES)
    assert english == french
