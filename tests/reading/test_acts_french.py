from __future__ import annotations

import pytest
from reading_tools import events, rows

TYPES = """
AGREE BOL PER | Le Pérou a accepté de fournir du gaz à la Bolivie.
AGREE DNK NOR | La Norvège a promis d'aider le Danemark.
AGREE CHL ECU | Le président du Chili se rendra en Équateur le mois prochain.
CONSULT CHL PER | Les présidents du Chili et du Pérou se sont rencontrés à Lima.
CONSULT DNK FIN | Le ministre danois a rencontré son homologue finlandais.
CONSULT GHA TGO | Le président du Ghana s'est rendu au Togo.
CONSULT KEN UGA | Le Kenya et l'Ouganda ont tenu un sommet.
SUPPORT CHL PER | Le Chili et le Pérou ont signé un traité.
SUPPORT COL ECU | L'Équateur a salué la décision de la Colombie.
SUPPORT GHA TGO | L'accord a été signé par le Ghana et le Togo.
SUPPORT NOR SWE | La Norvège a reconnu la Suède.
SUPPORT BOL CHL | La Bolivie a rétabli ses relations diplomatiques avec le Chili.
CONCEDE KEN > UGA | Le Kenya a présenté ses excuses à l'Ouganda.
CONCEDE PER > CHL | Le Pérou a cédé aux exigences du Chili.
COOPERATE DNK NOR | Le Danemark et la Norvège ont mené des exercices conjoints.
COOPERATE LAO VNM | Le Laos coopère avec le Vietnam.
COOPERATE GHA TGO | Le Ghana a échangé des renseignements avec le Togo.
AID NOR > MWI | La Norvège a donné dix millions de dollars au Malawi.
AID FIN > NPL | La Finlande a livré des médicaments au Népal.
AID DNK > ZMB | Le Danemark a envoyé des vivres à la Zambie.
RETREAT GHA > TGO | Le Ghana a retiré ses troupes du Togo.
RETREAT COL > ECU | La Colombie a libéré deux marins équatoriens.
REQUEST PER > CHL | Le Pérou a demandé au Chili d'extrader un suspect.
REQUEST UGA > KEN | L'Ouganda a appelé le Kenya à rouvrir la frontière.
REQUEST FIN > DNK | La Finlande exige des explications du Danemark.
ACCUSE BOL > CHL | La Bolivie a accusé le Chili d'espionnage.
ACCUSE ECU > COL | L'Équateur a condamné la Colombie.
ACCUSE TZA > KEN | Le Kenya a été critiqué par la Tanzanie.
REJECT PER > BOL | Le Pérou a rejeté une proposition de la Bolivie.
REJECT NOR > SWE | La Norvège a refusé de rencontrer la Suède.
REJECT CHL > BOL | Le Chili a démenti les accusations boliviennes.
THREATEN UGA > RWA | L'Ouganda a menacé le Rwanda.
THREATEN ECU > PER | L'Équateur a menacé d'expulser des diplomates péruviens.
PROTEST CHL > CHL | Des étudiants chiliens ont manifesté contre le gouvernement du Chili.
SANCTION COL > VEN | La Colombie a imposé des sanctions au Venezuela.
SANCTION ECU > COL | L'Équateur a expulsé l'ambassadeur colombien.
SANCTION DNK > GHA | Le Danemark a suspendu son aide au Ghana.
SANCTION KEN > TZA | Le Kenya a rompu ses relations diplomatiques avec la Tanzanie.
MOBILIZE UGA | L'Ouganda a déployé des troupes à la frontière.
MOBILIZE VNM | Le Vietnam a testé un missile.
COERCE PER > ECU | Le Pérou a arrêté trois ressortissants équatoriens.
COERCE CHL > BOL | Le Chili a saisi un navire bolivien.
ASSAULT ECU > PER | L'Équateur a bombardé le Pérou.
ASSAULT UGA > RWA | Des troupes ougandaises ont attaqué un village rwandais.
ASSAULT KEN > SOM | Le Kenya a envahi la Somalie.
"""


@pytest.mark.parametrize(("sentence", "told"), rows(TYPES))
def test_each_type_is_read(sentence, told):
    """A plain French sentence gives its one event, with the right type, actors and recipients."""
    assert events(sentence, "fr") == told


FORMS = """
ASSAULT ECU > PER | Le Pérou a été bombardé par l'Équateur.
SANCTION COL > VEN | Des sanctions ont été imposées au Venezuela par la Colombie.
SANCTION ECU > COL | L'ambassadeur colombien a été expulsé par l'Équateur.
AID NOR > MWI | Le Malawi a reçu une aide de la Norvège.
SUPPORT BOL CHL | Le Chili a reçu le soutien de la Bolivie.
ASSAULT KEN > SOM | Le Kenya a mené une frappe contre la Somalie.
ASSAULT KEN > SOM | L'attaque du Kenya contre la Somalie a commencé lundi.
CONSULT CHL PER | Le Chili a tenu des discussions avec le Pérou.
MOBILIZE VNM | Le Vietnam a procédé à un tir de missile.
ACCUSE ECU > COL | L'Équateur s'en est pris à la Colombie.
SANCTION COL > VEN | La Colombie a mis fin à sa coopération avec le Venezuela.
SUPPORT GHA TGO | Le Ghana et le Togo ont conclu un accord.
"""


@pytest.mark.parametrize(("sentence", "told"), rows(FORMS))
def test_form_does_not_change_the_event(sentence, told):
    """Passives, nouns, light verbs and what is undergone tell the same event as the plain verb."""
    assert events(sentence, "fr") == told


SEVERAL = """
CONSULT CHL PER; SANCTION CHL > BOL | Le Chili a reçu le Pérou et a expulsé un diplomate bolivien.
ACCUSE KEN > TZA; REJECT TZA > KEN | Le Kenya accuse la Tanzanie, mais celle-ci nie ces accusations.
SANCTION DNK FIN NOR > GHA | Le Danemark, la Finlande et la Norvège ont suspendu leur aide au Ghana.
SANCTION NOR > GHA TGO | La Norvège a imposé des sanctions au Ghana et au Togo.
SUPPORT BOL CHL PER | La Bolivie, le Chili et le Pérou ont signé un accord commercial.
"""


@pytest.mark.parametrize(("sentence", "told"), rows(SEVERAL))
def test_one_event_for_each_act(sentence, told):
    """Each act gives one event with all its actors, never one for each pair."""
    assert events(sentence, "fr") == told


COMPOSED = """
REJECT PER > CHL | Le Pérou a refusé d'extrader le suspect vers le Chili.
REJECT NOR > SWE | La Norvège ne rencontrera pas la Suède.
THREATEN KEN > SOM | Le Kenya a menacé d'attaquer la Somalie.
THREATEN ECU > COL | L'Équateur pourrait suspendre ses échanges avec la Colombie.
AGREE DNK FIN | Le Danemark a proposé d'aider la Finlande.
AGREE GHA TGO | Le Ghana prévoit de coopérer avec le Togo.
AGREE BOL CHL | La Bolivie pourrait signer un traité avec le Chili.
AGREE LAO VNM | Le Laos et le Vietnam vont mener des exercices conjoints.
REQUEST ECU > PER | L'Équateur exige que le Pérou retire ses troupes.
REQUEST FIN > NOR | La Finlande a déclaré que la Norvège devait libérer les marins.
REQUEST KEN > UGA | Le Kenya a exhorté l'Ouganda à cesser les combats.
REJECT CHL > BOL | Le Chili a promis de ne jamais rencontrer la Bolivie.
ACCUSE MWI > ZMB | Le Malawi affirme que la Zambie a violé son espace aérien.
CONCEDE TZA > KEN | La Tanzanie retirera ses troupes du Kenya.
"""


@pytest.mark.parametrize(("sentence", "told"), rows(COMPOSED))
def test_an_act_inside_an_act_is_one_event(sentence, told):
    """Refusing, threatening, promising, demanding or offering an act is one event of its own."""
    assert events(sentence, "fr") == told


PARTIES = """
SANCTION NOR > GHA | Oslo a imposé des sanctions à Accra.
SANCTION NOR > GHA | Le gouvernement norvégien a imposé des sanctions à l'armée ghanéenne.
ACCUSE PER > CHL | Le ministre péruvien chargé des relations avec la Bolivie a accusé le Chili.
AID NOR > NPL | La Norvège, qui borde la Suède, a envoyé des vivres au Népal.
"""


@pytest.mark.parametrize(("sentence", "told"), rows(PARTIES))
def test_states_stand_behind_their_capitals_and_services(sentence, told):
    """A capital, a government, a minister and an army stand for their state."""
    assert events(sentence, "fr") == told


SHARED = """
SUPPORT GHA TGO; CONSULT GHA TGO | Le Ghana et le Togo ont signé un traité lors d'une rencontre à Accra.
CONSULT CHL PER; CONSULT EU | Le Chili et le Pérou ont tenu un sommet, en marge de celui de l'Union européenne.
AGREE DNK FIN | Des projets communs, comme la construction d'un gazoduc reliant la Finlande et le Danemark, sont envisagés.
COERCE LAO > LAO; MOBILIZE LAO | Le Laos est devenu une dictature marquée par la répression de la dissidence et le développement de missiles.
AID CHL > BOL | Le Chili a à son tour fourni à la Bolivie des renseignements.
AID VNM > LAO | Le Vietnam a permis au Laos de contourner l'embargo.
AID NOR > NPL | La Norvège fournit au Népal un soutien financier et technique.
SUPPORT NOR NPL | La Norvège fournit au Népal un soutien politique.
AID GHA > TGO | Le Ghana facilite l'effort de guerre togolais.
"""  # noqa: E501


@pytest.mark.parametrize(("sentence", "told"), rows(SHARED))
def test_parties_are_found_where_the_sentence_shares_them(sentence, told):
    """A meeting, a plan or a home matter takes its parties from the clause that it stands in."""
    assert events(sentence, "fr") == told
