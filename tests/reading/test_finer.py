"""Plain labels of Universal Dependencies get their subtypes, on trees written by hand."""

from __future__ import annotations

from spacy import blank
from spacy.tokens import Doc

from rapprochement.reading.finer import refiner
from rapprochement.reading.lexicon import lexicon
from rapprochement.reading.tree import Word, tree_of
from rapprochement.reading.verbs import is_passive, negated, tense

VOCAB = blank("es").vocab
REFINE = refiner(lexicon("es"))


def tree(rows: str) -> dict[str, Word]:
    """Return the tokens, by word, of a tree of lines 'word lemma pos label head features'.

    A tilde stands for a space inside a lemma.
    """
    cells = [line.split() for line in rows.strip().splitlines()]
    words = [row[0] for row in cells]
    doc = Doc(
        VOCAB,
        words=words,
        lemmas=[row[1].replace("~", " ") for row in cells],
        pos=[row[2] for row in cells],
        deps=[row[3] for row in cells],
        heads=[words.index(row[4]) for row in cells],
        morphs=[row[5] if len(row) > 5 else "" for row in cells],
    )
    return {token.text: token for token in tree_of(REFINE(doc))}


def test_a_passive_gets_its_subject_and_agent():
    """'Fue expulsado por X': the subject undergoes, and X is the agent."""
    told = tree("""
        Lima Lima PROPN nsubj criticada
        fue ser AUX aux criticada Tense=Past|VerbForm=Fin
        criticada criticar VERB ROOT criticada Tense=Past|VerbForm=Part
        por por ADP case Quito
        Quito Quito PROPN obl criticada
    """)

    assert told["Lima"].dep_ == "nsubj:pass"
    assert told["Quito"].dep_ == "obl:agent"
    assert is_passive(told["criticada"])


def test_an_active_perfect_is_no_passive():
    """'Ha firmado': the auxiliary 'haber' leaves the subject the doer."""
    told = tree("""
        Lima Lima PROPN nsubj firmado
        ha haber AUX aux firmado Tense=Pres|VerbForm=Fin
        firmado firmar VERB ROOT firmado Tense=Past|VerbForm=Part
    """)

    assert told["Lima"].dep_ == "nsubj"
    assert not is_passive(told["firmado"])
    assert tense(told["firmado"]) == "past"


def test_se_makes_a_passive_of_things_only():
    """'Se firmó el acuerdo' has an object; 'los presidentes se reunieron' keeps its subject."""
    signed = tree("""
        Se él PRON obj firmó
        firmó firmar VERB ROOT firmó Tense=Past|VerbForm=Fin
        acuerdo acuerdo NOUN nsubj firmó
    """)
    met = tree("""
        presidentes president NOUN nsubj reunieron Number=Plur
        se él PRON obj reunieron
        reunieron reunir VERB ROOT reunieron Tense=Past|VerbForm=Fin
    """)

    assert signed["acuerdo"].dep_ == "obj"
    assert met["presidentes"].dep_ == "nsubj"
    assert met["presidentes"].lemma_ == "presidente"
    assert met["se"].dep_ == "expl"


def test_a_finite_clause_behind_a_noun_is_a_relative_one():
    """'Francia, que limita con ...' is told apart from 'tropas enviadas por ...'."""
    told = tree("""
        Lima Lima PROPN ROOT Lima
        que que PRON nsubj limita
        limita limitar VERB acl Lima VerbForm=Fin
    """)
    sent = tree("""
        tropas tropa NOUN ROOT tropas
        enviadas enviado ADJ amod tropas
        por por ADP case Lima
        Lima Lima PROPN obj enviadas
    """)

    assert told["limita"].dep_ == "acl:relcl"
    assert (sent["enviadas"].pos_, sent["enviadas"].lemma_) == ("VERB", "enviar")
    assert (sent["enviadas"].dep_, sent["Lima"].dep_) == ("acl", "obl:agent")


def test_a_plain_adjective_stays_one():
    """A participle with neither auxiliary nor agent is left as the model has it."""
    told = tree("""
        zona zona NOUN ROOT zona
        ocupada ocupado ADJ amod zona
    """)

    assert (told["ocupada"].pos_, told["ocupada"].dep_) == ("ADJ", "amod")


def test_a_bare_preposition_completes_and_a_purpose_does_not():
    """'Amenazó con atacar' holds what is threatened; 'viajó para negociar' only says why."""
    threat = tree("""
        amenazó amenazar VERB ROOT amenazó Tense=Past|VerbForm=Fin
        con con ADP mark atacar
        atacar atacar VERB advcl amenazó VerbForm=Inf
    """)
    purpose = tree("""
        viajó viajar VERB ROOT viajó Tense=Past|VerbForm=Fin
        para para ADP mark negociar
        negociar negociar VERB advcl viajó VerbForm=Inf
    """)

    assert threat["atacar"].dep_ == "xcomp"
    assert purpose["negociar"].dep_ == "advcl"


def test_negation_and_the_near_future_are_told():
    """'No' negates its verb, and 'va a firmar' lies ahead."""
    told = tree("""
        Lima Lima PROPN nsubj firmar
        no no ADV advmod firmar
        va ir AUX aux firmar Tense=Pres|VerbForm=Fin
        a a ADP mark firmar
        firmar firmar VERB ROOT firmar VerbForm=Inf
    """)

    assert negated(told["firmar"]) == told["no"]
    assert tense(told["firmar"]) == "future"


def test_an_enclitic_pronoun_leaves_the_lemma():
    """'Reunirse' is 'reunir' for the lexicon, whatever the model makes of its ending."""
    told = tree("reunirse reunir~él VERB ROOT reunirse VerbForm=Inf")

    assert told["reunirse"].lemma_ == "reunir"
