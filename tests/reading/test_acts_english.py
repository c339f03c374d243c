from __future__ import annotations

import pytest
from reading_tools import events, rows

TYPES = """
AGREE BOL PER | Peru agreed to supply Bolivia with natural gas.
AGREE DNK NOR | Norway promised to help Denmark.
AGREE CHL ECU | Chile will visit Ecuador next month.
AGREE KEN UGA | Kenya accepted Uganda's invitation.
CONSULT CHL PER | The presidents of Chile and Peru met in Lima.
CONSULT DNK FIN | Danish diplomats held talks with Finland on Tuesday.
CONSULT GHA TGO | Ghana's foreign minister visited Togo.
CONSULT KEN UGA | The king of Kenya received the president of Uganda.
CONSULT MNG VNM | Talks between Mongolia and Vietnam opened on Monday.
SUPPORT CHL PER | Chile and Peru signed a treaty.
SUPPORT COL ECU | Ecuador praised Colombia.
SUPPORT GHA TGO | The agreement was signed by Ghana and Togo.
SUPPORT NOR SWE | Norway recognized Sweden.
SUPPORT BOL CHL | Bolivia restored diplomatic relations with Chile.
CONCEDE KEN > UGA | Kenya apologized to Uganda.
CONCEDE PER > CHL | Peru gave in to Chile's demands.
COOPERATE DNK NOR | Denmark and Norway held joint military exercises.
COOPERATE LAO VNM | Laos cooperates with Vietnam.
COOPERATE GHA TGO | Ghana exchanged intelligence with Togo.
AID NOR > MWI | Norway gave Malawi ten million dollars.
AID FIN > NPL | Finland delivered medicine to Nepal.
AID DNK > ZMB | Denmark sent food to Zambia.
RETREAT GHA > TGO | Ghana withdrew its troops from Togo.
RETREAT COL > ECU | Colombia released two Ecuadorian sailors.
REQUEST PER > CHL | Peru asked Chile to extradite a suspect.
REQUEST UGA > KEN | Uganda called on Kenya to open the border.
REQUEST FIN > DNK | Finland demanded an explanation from Denmark.
ACCUSE BOL > CHL | Bolivia accused Chile of spying.
ACCUSE ECU > COL | Ecuador condemned Colombia.
ACCUSE TZA > KEN | Kenya was criticized by Tanzania.
REJECT PER > BOL | Peru rejected a proposal from Bolivia.
REJECT NOR > SWE | Norway refused to meet Sweden.
REJECT CHL > BOL | Chile denied the Bolivian accusations.
THREATEN UGA > RWA | Uganda threatened Rwanda.
THREATEN KEN > SOM | Kenya warned Somalia.
THREATEN ECU > PER | Ecuador threatened to expel Peruvian diplomats.
PROTEST CHL > CHL | Chilean students demonstrated against the government of Chile.
SANCTION COL > VEN | Colombia imposed sanctions on Venezuela.
SANCTION ECU > COL | Ecuador expelled the Colombian ambassador.
SANCTION DNK > GHA | Denmark suspended aid to Ghana.
SANCTION KEN > TZA | Kenya broke off diplomatic relations with Tanzania.
MOBILIZE UGA | Uganda deployed troops near the border.
MOBILIZE VNM | Vietnam tested a missile.
COERCE PER > ECU | Peru arrested three Ecuadorian citizens.
COERCE CHL > BOL | Chile seized a Bolivian ship.
ASSAULT ECU > PER | Ecuador bombed Peru.
ASSAULT UGA > RWA | Ugandan troops attacked a Rwandan village.
ASSAULT KEN > SOM | Kenyan forces invaded Somalia.
"""


@pytest.mark.parametrize(("sentence", "told"), rows(TYPES))
def test_each_type_is_read(sentence, told):
    """A plain English sentence gives its one event, with the right type, actors and recipients."""
    assert events(sentence, "en") == told


FORMS = """
ASSAULT ECU > PER | Peru was bombed by Ecuador.
SANCTION COL > VEN | Sanctions were imposed on Venezuela by Colombia.
SANCTION ECU > COL | The Colombian ambassador was expelled by Ecuador.
AID NOR > MWI | Malawi received aid from Norway.
ASSAULT ECU > PER | Peru came under attack from Ecuador.
ASSAULT KEN > SOM | Kenya launched an attack on Somalia.
ASSAULT KEN > SOM | Kenya's attack on Somalia began on Monday.
CONSULT CHL PER | Chile held a summit with Peru.
SUPPORT GHA TGO | Ghana and Togo reached and signed an agreement.
MOBILIZE VNM | Vietnam carried out a missile test.
ACCUSE ECU > COL | Ecuador voiced concern over Colombia.
REJECT ISL > NOR | Iceland is opposed to Norwegian mediation.
"""


@pytest.mark.parametrize(("sentence", "told"), rows(FORMS))
def test_form_does_not_change_the_event(sentence, told):
    """Passives, nouns, light verbs and what is undergone tell the same event as the plain verb."""
    assert events(sentence, "en") == told


SEVERAL = """
CONSULT CHL PER; SANCTION CHL > BOL | Chile met with Peru and expelled the Bolivian ambassador.
ACCUSE KEN > TZA; REJECT TZA > KEN | Kenya accused Tanzania, but Tanzania denied the accusations.
SANCTION DNK FIN NOR > GHA | Denmark, Finland and Norway suspended aid to Ghana.
SANCTION NOR > GHA TGO | Norway imposed sanctions on Ghana and Togo.
SUPPORT BOL CHL PER | Bolivia, Chile and Peru signed a trade agreement.
COERCE KEN > UGA; RETREAT UGA > KEN | Kenya seized a Ugandan ship. Uganda released two Kenyans.
"""


@pytest.mark.parametrize(("sentence", "told"), rows(SEVERAL))
def test_one_event_for_each_act(sentence, told):
    """Each act gives one event with all its actors, never one for each pair."""
    assert events(sentence, "en") == told


COMPOSED = """
REJECT PER > CHL | Peru refused to extradite the suspect to Chile.
REJECT NOR > SWE | Norway will not meet Sweden.
THREATEN KEN > SOM | Kenya threatened to attack Somalia.
THREATEN ECU > COL | Ecuador may cut off trade with Colombia.
THREATEN UGA > RWA | Uganda vowed to attack Rwanda.
AGREE DNK FIN | Denmark offered to help Finland.
AGREE GHA TGO | Ghana plans to cooperate with Togo.
AGREE BOL CHL | Bolivia could sign a treaty with Chile.
AGREE LAO VNM | Laos and Vietnam are going to hold joint exercises.
REQUEST ECU > PER | Ecuador demanded that Peru withdraw its troops.
REQUEST FIN > NOR | Finland said that Norway must release the sailors.
REQUEST KEN > UGA | Kenya urged Uganda to stop the fighting.
REJECT CHL > BOL | Chile promised never to meet Bolivia.
ACCUSE MWI > ZMB | Malawi said that Zambia had violated its airspace.
CONCEDE TZA > KEN | Tanzania will withdraw its troops from Kenya.
"""


@pytest.mark.parametrize(("sentence", "told"), rows(COMPOSED))
def test_an_act_inside_an_act_is_one_event(sentence, told):
    """Refusing, threatening, promising, demanding or offering an act is one event of its own."""
    assert events(sentence, "en") == told


PARTIES = """
SANCTION NOR > GHA | Oslo imposed sanctions against Accra.
SANCTION NOR > GHA | The Norwegian government imposed sanctions on the Ghanaian army.
SANCTION NOR > GHA | Norway's parliament imposed new sanctions on Ghana.
ACCUSE PER > CHL | The Peruvian minister for relations with Bolivia accused Chile.
AID NOR > NPL | Norway, which borders Sweden, sent food to Nepal.
AGREE KOR PRK | North and South Korea agreed to meet.
"""


@pytest.mark.parametrize(("sentence", "told"), rows(PARTIES))
def test_states_stand_behind_their_capitals_and_services(sentence, told):
    """A capital, a government, a minister and an army stand for their state."""
    assert events(sentence, "en") == told


SHARED = """
SUPPORT GHA TGO; CONSULT GHA TGO | Ghana and Togo signed a treaty during a meeting in Accra.
COERCE LAO > LAO; MOBILIZE LAO | Laos became a dictatorship marked by the repression of dissent and the development of missiles.
AID VNM > LAO | Vietnam enabled Laos to circumvent the embargo.
AID NOR > NPL | Norway gave economic and technical support to Nepal.
"""  # noqa: E501


@pytest.mark.parametrize(("sentence", "told"), rows(SHARED))
def test_parties_are_found_where_the_sentence_shares_them(sentence, told):
    """A meeting or a home matter takes its parties from the clause that it stands in."""
    assert events(sentence, "en") == told


def test_nobody_marches_on_a_day_of_march():
    """The name of a month is no act."""
    assert events("The parliaments of Chile and Peru met on 25 March 2019.", "en") == [
        "CONSULT CHL PER"
    ]
