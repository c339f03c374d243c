from __future__ import annotations

import pytest
from reading_tools import event, events, read

CHAINS = [
    # language, sentence, event, modality, speakers
    ("en", "Chile signed a treaty with Peru.", "SUPPORT CHL PER", "asserted", ()),
    ("en", "According to Denmark, Ghana attacked Togo.", "ASSAULT GHA > TGO", "reported", ("DNK",)),
    ("en", "Ghana attacked Togo, Danish officials said.",
     "ASSAULT GHA > TGO", "reported", ("DNK",)),
    ("en", "Ghana attacked Togo, Reuters reported.", "ASSAULT GHA > TGO", "reported", ("REUTERS",)),
    ("en", "Ghana has reportedly attacked Togo.", "ASSAULT GHA > TGO", "reported", ()),
    ("en", "Kenya did not attack Somalia.", "ASSAULT KEN > SOM", "denied", ()),
    ("en", "Norway decided to impose sanctions on Ghana.", "SANCTION NOR > GHA", "planned", ()),
    ("en", "Laos could cooperate with Vietnam.", "AGREE LAO VNM", "possible", ()),
    ("en", "If Chile attacked Bolivia, Peru would protest.",
     "ASSAULT CHL > BOL", "hypothetical", ()),
    ("en", "Analysts think that Ghana supports Togo.", "SUPPORT GHA TGO", "opinion", ()),
    ("fr", "Le Chili a signé un traité avec le Pérou.", "SUPPORT CHL PER", "asserted", ()),
    ("fr", "Selon le Danemark, le Ghana a attaqué le Togo.",
     "ASSAULT GHA > TGO", "reported", ("DNK",)),
    ("fr", "Le Ghana a attaqué le Togo, a indiqué le ministère danois de la Défense.",
     "ASSAULT GHA > TGO", "reported", ("DNK",)),
    ("fr", "Le Ghana a attaqué le Togo, rapporte Reuters.",
     "ASSAULT GHA > TGO", "reported", ("REUTERS",)),
    ("fr", "Le Ghana aurait attaqué le Togo.", "ASSAULT GHA > TGO", "reported", ()),
    ("fr", "Le Kenya n'a pas attaqué la Somalie.", "ASSAULT KEN > SOM", "denied", ()),
    ("fr", "La Norvège a décidé d'imposer des sanctions au Ghana.",
     "SANCTION NOR > GHA", "planned", ()),
    ("fr", "Le Laos pourrait coopérer avec le Vietnam.", "AGREE LAO VNM", "possible", ()),
    ("fr", "Si le Chili attaquait la Bolivie, le Pérou protesterait.",
     "ASSAULT CHL > BOL", "hypothetical", ()),
    ("fr", "Des analystes pensent que le Ghana soutient le Togo.",
     "SUPPORT GHA TGO", "opinion", ()),
]  # fmt: skip


@pytest.mark.parametrize(("language", "sentence", "told", "modality", "speakers"), CHAINS)
def test_the_text_says_who_says_so(language, sentence, told, modality, speakers):
    """Speaker and modality are kept apart from the event itself."""
    found = {event(c): (str(c.modality), c.speakers) for c in read(sentence, language)}

    assert found.get(told) == (modality, speakers)


NOT_FACTS = [
    ("en", "If Ecuador attacked Peru, Chile would impose sanctions on Ecuador."),
    ("en", "Peru might recognize Bolivia if Chile withdrew its troops from Bolivia."),
    ("en", "A professor believes that Finland supports Norway."),
    ("en", "Experts fear that Uganda may invade Rwanda."),
    ("fr", "Si l'Équateur attaquait le Pérou, le Chili pourrait sanctionner l'Équateur."),
    ("fr", "Si le Laos signait un accord avec le Vietnam, la Mongolie pourrait aider le Laos."),
    ("fr", "Selon un politologue, la Finlande soutient la Norvège."),
    ("fr", "Des experts craignent que l'Ouganda n'envahisse le Rwanda."),
]


@pytest.mark.parametrize(("language", "sentence"), NOT_FACTS)
def test_conditions_and_views_are_never_facts(language, sentence):
    """What stands under 'if' or in somebody's view never comes out asserted."""
    assert all(str(c.modality) not in {"asserted", "reported"} for c in read(sentence, language))


QUIET = [
    ("en", "Peru is a country in South America that borders Chile and Bolivia."),
    ("en", "The population of Ghana grew by two per cent."),
    ("en", "Norway has long been richer than Denmark."),
    ("en", "The weather in Kenya was fine on Sunday."),
    ("en", "Fear of an attack by Ecuador has grown in Peru."),
    ("fr", "Le Pérou est un pays d'Amérique du Sud voisin du Chili et de la Bolivie."),
    ("fr", "La population du Ghana a augmenté de deux pour cent."),
    ("fr", "La Norvège est depuis longtemps plus riche que le Danemark."),
    ("fr", "Il faisait beau dimanche au Kenya."),
    ("fr", "La crainte d'une attaque de l'Équateur grandit au Pérou."),
]


@pytest.mark.parametrize(("language", "sentence"), QUIET)
def test_description_gives_no_event(language, sentence):
    """Geography, figures and fears are no events."""
    assert [event(c) for c in read(sentence, language)] == []


REFERENCE = [
    ("en", "Chile and Peru met on Monday. The two countries signed an agreement.",
     ["CONSULT CHL PER", "SUPPORT CHL PER"]),
    ("en", "Kenya met Uganda. It then expelled the Tanzanian ambassador.",
     ["CONSULT KEN UGA", "SANCTION KEN > TZA"]),
    ("en", "Bolivia condemned Chile. The government also recalled its ambassador to Chile.",
     ["ACCUSE BOL > CHL", "SANCTION BOL > CHL"]),
    ("fr", "Le Chili et le Pérou se sont rencontrés lundi. Les deux pays ont signé un accord.",
     ["CONSULT CHL PER", "SUPPORT CHL PER"]),
    ("fr", "Le Kenya a rencontré l'Ouganda. Il a ensuite expulsé l'ambassadeur tanzanien.",
     ["CONSULT KEN UGA", "SANCTION KEN > TZA"]),
    ("fr", "La Bolivie a condamné le Chili. Le gouvernement a aussi expulsé l'ambassadeur chilien.",
     ["ACCUSE BOL > CHL", "SANCTION BOL > CHL"]),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "told"), REFERENCE)
def test_reference_finds_who_was_named_before(language, text, told):
    """Pronouns, 'the two countries' and 'the government' stand for whom the text spoke of."""
    assert sorted(event(c) for c in read(text, language)) == told


DATES = [
    ("en", "Chile signed a treaty with Peru on 3 March 2018.", "2018-03-03"),
    ("en", "Chile signed a treaty with Peru on Monday.", "2019-05-13"),
    ("en", "In 2017, Ghana withdrew its troops from Togo.", "2017"),
    ("fr", "Le Chili a signé un traité avec le Pérou le 3 mars 2018.", "2018-03-03"),
    ("fr", "Le Chili a signé un traité avec le Pérou lundi.", "2019-05-13"),
    ("fr", "En 2017, le Ghana a retiré ses troupes du Togo.", "2017"),
]


@pytest.mark.parametrize(("language", "sentence", "day"), DATES)
def test_the_date_of_the_clause_is_the_date_of_the_event(language, sentence, day):
    """An event takes the date its own clause tells, resolved against the day of publication."""
    (claim,) = read(sentence, language)

    assert claim.when is not None
    assert claim.when.label == day


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Norway denied that its king was ill.", "en"),
        ("La Norvège a démenti que son roi soit malade.", "fr"),
    ],
)
def test_a_denial_that_concerns_nobody_else_is_no_event(text, language):
    """Denying a matter of one's own turns nobody away."""
    assert events(text, language) == []
