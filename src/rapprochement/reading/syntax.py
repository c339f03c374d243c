"""One view of both parsers' trees: deep roles instead of labels that differ by language.

French models follow Universal Dependencies, English ones the ClearNLP labels. Everything above
this module asks for subjects, objects and obliques only.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapprochement.reading.once import once_a_token
from rapprochement.reading.verbs import OBJECT, PASSIVE_SUBJECT, is_passive, is_verb, tense

if TYPE_CHECKING:
    from rapprochement.reading.tree import Word

_SUBJECT = {"nsubj", "csubj"}
_INDIRECT = {"dative", "iobj"}
_CLAUSE = {"xcomp", "ccomp", "pcomp"}
_ADVERBIAL = {"advcl", "acl", "parataxis"}
_RELATIVE = {"relcl", "acl:relcl"}
_MODIFIER = {"amod", "compound", "nmod", "nummod", "nounmod", "quantmod"}
_APPOSED = {"appos", "flat:name", "flat:foreign", "flat", "fixed"}
_PREDICATIVE = {"attr", "acomp", "oprd"}
_WEEKDAYS = {
    "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche",
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
}  # fmt: skip
_PARTS_OF_DAY = {"matin", "midi", "soir", "nuit", "après-midi", "soirée", "matinée"}
SUBORDINATE = _ADVERBIAL | _RELATIVE | {"ccomp", "csubj"}


@dataclass(frozen=True, slots=True)
class Argument:
    """A dependent with its deep role.

    `role` is subject, object, indirect, agent, oblique, clause, adverbial, relative, possessor,
    modifier, apposition, attribute or aside; `prep` the lower-case preposition of an oblique.
    """

    role: str
    prep: str
    head: Word


@once_a_token
def arguments(token: Word) -> Sequence[Argument]:
    """Return the token's dependents with their deep roles, in text order."""
    verbal = is_verb(token)
    passive = verbal and is_passive(token)
    found: list[Argument] = []
    for child in [*token.children, *(_left_above(token) if verbal else ())]:
        if verbal and _is_aside(child, token):
            found.append(Argument("aside", "", child))
            continue
        found.extend(_arguments_of_child(child, passive, verbal))
        if verbal and child.pos_ == "PROPN":
            found += [Argument("object", "", c) for c in _given_to(child)]
        if verbal and child.i > token.i and is_bare_time(child):
            found.extend(_behind_time(child))
    return tuple(found)


def is_bare_time(token: Word) -> bool:
    """'A promis jeudi ...': a weekday without a preposition, which takes nothing to itself."""
    return token.lower_ in _WEEKDAYS and token.pos_ in {"NOUN", "PROPN"} and not _case(token)


def _behind_time(day: Word) -> Iterator[Argument]:
    """Give back to the verb what the parser hung on a weekday between the two."""
    for child in day.rights:
        if child.pos_ in {"NOUN", "PROPN", "NUM"} and child.lower_ not in _PARTS_OF_DAY:
            prep = _case(child)
            yield Argument("oblique" if prep else "object", prep, child)


def _follows_time(noun: Word) -> bool:
    """Return whether a noun phrase stands right behind a bare weekday."""
    first = min(t.i for t in noun.subtree)
    near = noun.tree[max(first - 1, 0) : first + 1]
    return noun.pos_ == "NOUN" and noun.i > first and any(is_bare_time(t) for t in near)


def _is_aside(child: Word, verb: Word) -> bool:
    """'..., the ministry announced on Friday': a clause set apart that completes nothing."""
    if child.dep_ not in {"ccomp", "parataxis"} or child.i < verb.i or not is_verb(child):
        return False
    first = min(t.i for t in child.subtree)
    if first == 0 or child.tree[first - 1].text != ",":
        return False
    return not any(c.dep_ in _CLAUSE | OBJECT | {"mark"} and c.i > child.i for c in child.children)


def _left_above(verb: Word) -> list[Word]:
    """Return what follows a joined verb that has nothing of its own, yet hangs on the first verb.

    'Analysed the data and handed to the North ...': French parsers leave 'the North' above.
    """
    if verb.dep_ != "conj" or not is_verb(verb.head):
        return []
    if any(c.dep_ in OBJECT or c.dep_.startswith("obl") for c in verb.rights):
        return []
    return [c for c in verb.head.rights if c.i > verb.i and c.dep_ in {"obl:arg", "obj", "iobj"}]


def _given_to(receiver: Word) -> list[Word]:
    """'A communiqué au Nord des retours': a partitive behind a name is no part of the name."""
    if _case(receiver) not in {"à", "au", "aux"}:
        return []
    return [c for c in receiver.rights if c.dep_ == "nmod" and _case(c) == "des"]


def _arguments_of_child(child: Word, passive: bool, verbal: bool) -> Iterator[Argument]:
    dep = child.dep_
    if child.lower_ in {"se", "s'"} and child.pos_ == "PRON":
        return
    if verbal and dep.startswith("aux"):  # the parser may hang the subject on the auxiliary
        for inner in child.children:
            if inner.dep_ in _SUBJECT | PASSIVE_SUBJECT:
                yield Argument("object" if passive else "subject", "", inner)
    elif dep in _SUBJECT or dep in PASSIVE_SUBJECT:
        yield Argument("object" if passive else "subject", "", child)
    elif dep in OBJECT:
        yield Argument("object", "", child)
    elif dep == "obl:agent" and _nearer_participle(child):
        return
    elif dep == "obl:agent":
        yield Argument("object" if verbal and not passive else "agent", "par", child)
    elif dep in {"prep", "agent"} or (dep in _INDIRECT and child.pos_ == "ADP"):
        yield from _prepositional(child, child.lower_)
    elif dep in _INDIRECT:
        yield Argument("indirect", "", child)
    elif dep in _CLAUSE:
        yield Argument("clause", _case(child), child)
    elif dep in _RELATIVE:
        yield Argument("relative", "", child)
    elif dep in _ADVERBIAL:
        yield Argument("adverbial", _case(child), child)
    elif dep == "poss":
        yield Argument("possessor", "", child)
    elif dep in _APPOSED:
        yield Argument("apposition", "", child)
    elif dep in _PREDICATIVE:
        yield Argument("attribute", "", child)
    elif dep.startswith("obl") or dep == "nmod" or (dep == "dep" and verbal):
        prep = _case(child)
        if prep == "par" and (passive or not verbal):
            yield Argument("agent", prep, child)
        elif verbal and not prep and child.pos_ == "PROPN" and child.i > child.head.i:
            yield Argument("object", "", child)  # a bare name behind a verb undergoes the act
        elif verbal and not prep and _follows_time(child):
            yield Argument("object", "", child)
        elif prep or dep.startswith("obl"):
            yield Argument("oblique", prep, child)
        else:
            yield Argument("modifier", "", child)
    elif dep in _MODIFIER or (dep == "npadvmod" and child.pos_ == "PROPN" and not verbal):
        yield Argument("modifier", "", child)


def _nearer_participle(agent: Word) -> bool:
    """Return whether 'par ...' stands right behind another participle than its head."""
    first = min(t.i for t in agent.subtree)
    before = agent.tree[first - 1] if first else agent
    return before != agent.head and before.dep_ == "acl" and before.pos_ == "VERB"


def _prepositional(prep: Word, words: str) -> Iterator[Argument]:
    for child in prep.children:
        if child.dep_ == "pobj":
            yield Argument(
                "agent" if prep.dep_ == "agent" or words == "by" else "oblique", words, child
            )
        elif child.dep_ == "pcomp":
            yield Argument("clause", words, child)
        elif child.dep_ == "prep":
            yield from _prepositional(child, f"{words} {child.lower_}")


def _case(token: Word) -> str:
    parts = [c for c in token.children if c.dep_ in {"case", "mark"} and c.i < token.i]
    words = []
    for part in parts:
        words.append(part.lower_)
        words.extend(c.lower_ for c in part.children if c.dep_ == "fixed")
    return " ".join(words)


def conjuncts(token: Word) -> list[Word]:
    """Return the token and those joined to it by conjunctions or, unlabelled, by commas."""
    loose = [c for c in token.lefts if c.dep_ == "dep" and c.pos_ == "PROPN"]
    joined = [t for t in token.conjuncts if t.i > token.i and (is_verb(token) or not is_verb(t))]
    return [*loose, token, *joined, *_second_subjects(token)]


def _second_subjects(token: Word) -> list[Word]:
    """Return names that 'et' joins to a subject, where the parser saw two subjects."""
    if token.dep_ not in _SUBJECT | PASSIVE_SUBJECT or token.pos_ != "PROPN":
        return []
    above = token.head.head
    if token.head.dep_ == "conj" and above.pos_ == "PROPN" and above.i < token.i:
        return [above]  # 'X et Y ont ...', taken for 'X, et Y a ...'
    return [
        c
        for c in token.head.children
        if c.dep_ == token.dep_
        and c.pos_ == "PROPN"
        and token.i < c.i < token.i + 5
        and any(t.dep_ == "cc" or t.text == "," for t in token.tree[token.i + 1 : c.i])
    ]


def is_restrictive(verb: Word) -> bool:
    """Return whether a relative clause only tells which one is meant: no comma sets it apart."""
    if verb.dep_ not in _RELATIVE:
        return False
    first = min((t.i for t in verb.subtree), default=verb.i)
    return first == 0 or not verb.tree[first - 1].is_punct


def clause_of(token: Word) -> Word:
    """Return the verb that heads the clause a token stands in (or the root)."""
    node = token
    while node.head != node and not is_verb(node):
        node = node.head
    return node


def governor(verb: Word) -> Word | None:
    """Return the verb or noun a subordinate or joined clause depends on."""
    return None if verb.head == verb else verb.head


def subject_of(verb: Word, object_control: bool = False) -> Word | None:
    """Return who does the act: own subject, that of a joined verb, or the controller's.

    `object_control` says that the governing verb makes its object the doer (urge, accuse).
    """
    for argument in arguments(verb):
        if argument.role == "agent":
            return argument.head
    if is_passive(verb):
        return None
    subjects = [a.head for a in arguments(verb) if a.role == "subject"]
    if subjects:
        named = [s for s in subjects if s.pos_ == "PROPN"]
        return _antecedent((named or subjects)[0], verb)
    stray = _unlabelled_subject(verb)
    if stray is not None:
        return stray
    above = governor(verb)
    if above is None:
        return None
    if verb.dep_ == "acl" and not is_verb(above):
        return above
    if not is_verb(above):
        return subject_of(clause_of(above)) if verb.dep_ in {"pcomp", "acl", "conj"} else None
    if object_control:
        for role in ("object", "indirect"):
            held = next((a.head for a in arguments(above) if a.role == role), None)
            if held is not None:
                return held
    if is_passive(above):
        return next((a.head for a in arguments(above) if a.role == "object"), None)
    return subject_of(above)


def _unlabelled_subject(verb: Word) -> Word | None:
    """Return a bare noun phrase left of a finite verb that the parser gave no role."""
    if tense(verb) == "infinitive":
        return None
    for child in verb.lefts:
        loose = child.dep_ in {"dep", "dislocated", "obl:mod"} and child.pos_ in {"NOUN", "PROPN"}
        loose = loose or (
            child.dep_ == "iobj" and child.pos_ == "ADJ"
        )  # 'des drones turcs ont ...'
        if loose and not _case(child):
            return child
    return _noun_before(verb)


def _noun_before(verb: Word) -> Word | None:
    """Return the bare noun right before the verb group ('le Nord a fourni'), whatever its label."""
    place = verb.i - 1
    while place >= verb.tree.start and (
        verb.tree[place].dep_.startswith(("aux", "expl", "advmod", "neg", "iobj"))
        or verb.tree[place].pos_ in {"ADV", "AUX", "PART"}
    ):
        place -= 1
    if place < verb.tree.start:
        return None
    noun = verb.tree[place]
    if noun.pos_ != "PROPN" or _case(noun) or noun.head == verb or noun.dep_ in OBJECT:
        return None
    joined = noun.dep_ in {"conj", "flat:name"} and noun.head.pos_ in {"PROPN", "NOUN"}
    return noun.head if joined and noun.head.i < noun.i else noun


def object_of(verb: Word) -> Word | None:
    """Return who or what undergoes the act, through relative and participle clauses."""
    own = next((a.head for a in arguments(verb) if a.role == "object"), None)
    if own is not None:
        return _antecedent(own, verb)
    if _is_contact_clause(verb):
        return verb.head
    if is_passive(verb):
        above = governor(verb)
        if above is not None and verb.dep_ in {"acl", "amod"}:
            return above
        if above is not None and verb.dep_ == "conj" and is_verb(above) and is_passive(above):
            return object_of(above)
        if above is not None and verb.dep_ == "advcl" and is_verb(above) and verb.i < above.i:
            return (
                object_of(above) if is_passive(above) else subject_of(above)
            )  # 'accusée par X, Y'
        if above is not None and verb.dep_ == "pcomp":  # 'after being urged by X'
            return subject_of(clause_of(above))
        if above is not None and verb.dep_ == "xcomp" and is_verb(above):  # 'could be seen as'
            return subject_of(above)
    return None


def _is_contact_clause(verb: Word) -> bool:
    """'A charge X denied': no word joins the clause to the noun it has as its object."""
    if verb.dep_ != "relcl" or is_passive(verb) or verb.head.pos_ not in {"NOUN", "PROPN"}:
        return False
    joining = {"who", "which", "that", "whom", "where", "when", "why", "whose"}
    inside = verb.tree[verb.head.i + 1 : verb.i]
    return all(t.lower_ not in joining for t in inside)


def _antecedent(token: Word, verb: Word) -> Word:
    """Replace a relative pronoun by the noun its clause modifies, the nearest if mislabelled."""
    if token.lower_ not in {"qui", "who", "whom", "which", "that", "que", "qu'", "dont"}:
        return token
    before = token.i - 1
    apart = before > token.tree.start and token.tree[before].text == ","
    before -= apart
    hung = verb.dep_ in _RELATIVE and verb.head.pos_ in {"NOUN", "PROPN"}
    if hung and not apart:
        return verb.head
    if before >= token.tree.start and token.tree[before].pos_ == "PROPN":
        return token.tree[before]
    if hung:
        return verb.head
    for place in range(token.i - 1, token.tree.start - 1, -1):
        near = token.tree[place]
        if near.pos_ in {"NOUN", "PROPN"}:
            return near
        if near.pos_ == "VERB":
            break
    return token
