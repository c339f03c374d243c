"""Who takes part: from a noun phrase to the codes of states and organisations it stands for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from rapprochement.reading.scene import Codes, Party, Scene
from rapprochement.reading.syntax import arguments, clause_of, conjuncts, subject_of
from rapprochement.reading.verbs import is_verb

if TYPE_CHECKING:
    from rapprochement.actors import Mention
    from rapprochement.reading.tree import Word

_INNER = {"apposition", "modifier", "possessor"}
_NEVER_PARTY = {"media"}
_LOCATION = {"city", "region"}


def parties(head: Word | None, scene: Scene, *, deep: bool = True) -> list[Party]:
    """Return those a noun phrase names, with everybody joined to it by 'and'.

    The name nearest to the head of the phrase wins: 'the Turkish minister for Cyprus' is Turkey.
    With `deep`, names in prepositional phrases count when nothing nearer names anybody.
    """
    if head is None:
        return []
    found: list[Party] = []
    for token in conjuncts(head):
        found.extend(_of_phrase(token, scene, deep, depth=0))
    return unique(found)


def unique(found: Iterable[Party]) -> list[Party]:
    """Drop parties whose codes were all seen before."""
    seen: set[str] = set()
    kept = []
    for party in found:
        if party.codes and not set(party.codes) <= seen:
            seen.update(party.codes)
            kept.append(party)
    return kept


def codes_of(found: Iterable[Party]) -> Codes:
    """Return the codes of parties, each once, in order."""
    return tuple(dict.fromkeys(code for party in found for code in party.codes))


def _of_phrase(token: Word, scene: Scene, deep: bool, depth: int) -> list[Party]:
    mention = scene.names.get(token.i)
    collective = mention is not None and mention.kind == "collective" and not mention.codes
    if mention is not None and not collective:
        if mention.kind in _NEVER_PARTY or not mention.codes or _anti(token):
            return []
        of_office = _of_office(token, mention, scene)
        return of_office or [Party(mention.codes, token, "named", mention.kind)]
    if depth == 0:
        standing = _pronoun(token, scene)
        if standing:
            return standing
    layers: list[list[Word]] = [[], [], []]
    for argument in arguments(token):
        if argument.role in _INNER:
            layers[0].append(argument.head)
        elif argument.role == "agent" and depth < 3:
            layers[1].append(argument.head)
        elif argument.role == "adverbial" and scene.word(argument.head, "based"):
            layers[2] += [a.head for a in arguments(argument.head) if a.role == "oblique"]
        elif argument.role in {"relative", "adverbial"} and scene.word(argument.head, "owning"):
            held = arguments(argument.head)
            layers[2] += [a.head for a in held if a.role in {"agent", "object", "subject"}]
        elif argument.role == "oblique" and deep and depth < 3:
            of = argument.prep in scene.lexicon.words["of"]
            layers[1 if of else 2].append(argument.head)
    layers[0] += _instances(token, scene)
    for layer in layers:
        found = [
            party
            for head in layer
            for joined in conjuncts(head)
            for party in _of_phrase(joined, scene, deep, depth + 1)
        ]
        if found:
            found = _state_first(found, token, scene)
            return [*found, *_governed(token, scene)] if depth == 0 else found
    governed = _governed(token, scene)
    if governed:
        return governed
    if collective or depth == 0:
        together = _pair(token, scene) or _collective(token, scene)
        if together:
            return together
    return _role(token, scene) if depth == 0 else []


def _state_first(found: list[Party], token: Word, scene: Scene) -> list[Party]:
    """'Nicaragua's Sandinista government' is Nicaragua's, whoever is in office."""
    if token.lemma_.lower() not in scene.lexicon.roles:
        return found
    states = [p for p in found if p.kind in _OF_A_STATE]
    others = {p.kind for p in found} - _OF_A_STATE
    return states if states and others <= {"party", "armed_group"} else found


def _governed(token: Word, scene: Scene) -> list[Party]:
    """'The faction that controls X' stands for X as well."""
    return [
        party
        for clause in arguments(token)
        if clause.role == "relative" and scene.word(clause.head, "governing")
        for argument in arguments(clause.head)
        if argument.role == "object" and argument.head.i in scene.names
        for party in _of_phrase(argument.head, scene, False, 1)
    ]


def _instances(token: Word, scene: Scene) -> list[Word]:
    """'Several groups, among them X', 'des pays comme X': those named for all."""
    plural = "Plur" in token.morph.get("Number", [])
    if not plural or token.pos_ != "NOUN":
        return []
    found = [a.head for a in arguments(token) if a.prep in scene.lexicon.words["instance"]]
    for other in token.subtree:
        before = other.nbor(-1).lower_ if other.i > token.i else ""
        if other.i in scene.names and before in scene.lexicon.words["instance"]:
            found.append(other)
    return found


def _of_office(token: Word, mention: Mention, scene: Scene) -> list[Party]:
    """'Palestinian Prime Minister X' acts for the state whose office it is, not for a party."""
    if mention.kind != "leader" or len(mention.codes) != 1:
        return []
    beside = [c for c in token.children if c.dep_ in {"compound", "amod", "nmod", "nounmod"}]
    if not any(c.lemma_.lower() in scene.lexicon.roles for c in beside):
        return []
    for word in [*beside, *(g for c in beside for g in c.children)]:
        named = scene.names.get(word.i)
        if named is not None and named.kind in {"demonym", "name"} and word.i < token.i:
            return [Party(named.codes, token, "named", mention.kind)]
    return []


def _anti(token: Word) -> bool:
    """'Anti-American' names whom it is against, not whose it is."""
    before = token.tree[max(token.i - 2, 0) : token.i].text.lower()
    return before.endswith(("anti-", "anti -", "anti "))


def _pronoun(token: Word, scene: Scene) -> list[Party]:
    """Return whom a pronoun stands for: the doer of a clause above, else of the text so far."""
    if token.pos_ != "PRON" or not scene.word(token, "pronouns"):
        return []
    if scene.word(token, "latter"):
        found = named_before(token, scene)[-1:] or tuple(scene.memory.states[-1:])
    else:
        found = doer_above(token, scene) or scene.memory.subject
    return [Party(found, token, "pronoun")] if found else []


def doer_above(token: Word, scene: Scene) -> Codes:
    """Return who, named before the token, does what the clauses above it tell."""
    above = clause_of(token)
    while above.head != above:
        above = above.head
        if not is_verb(above):
            continue
        subject = subject_of(above)
        if subject is not None and subject.i < token.i and subject.pos_ != "PRON":
            found = codes_of(
                party
                for joined in conjuncts(subject)
                for party in _of_phrase(joined, scene, True, 1)
            )
            if found:
                return found
    return ()


def _pair(token: Word, scene: Scene) -> list[Party]:
    """'The two countries': the pair the text is speaking of."""
    before = [c.lower_ for c in token.children if c.i < token.i and c.dep_ != "case"]
    phrases = {" ".join([*before[i:], token.lemma_.lower()]) for i in range(len(before) + 1)}
    phrases |= {token.text.lower(), token.lemma_.lower()}
    if phrases & scene.lexicon.words["pair"] and scene.memory.pair():
        return [Party(scene.memory.pair(), token, "collective")]
    return []


def _collective(token: Word, scene: Scene) -> list[Party]:
    """Resolve 'the North', 'the South' where the text speaks of the Koreas."""
    koreas = {"PRK", "KOR"}
    if koreas & set(scene.memory.states):
        if any(w in token.text for w in scene.lexicon.words["north"]):
            return [Party(("PRK",), token, "collective")]
        if any(w in token.text for w in scene.lexicon.words["south"]):
            return [Party(("KOR",), token, "collective")]
    return []


def _role(token: Word, scene: Scene) -> list[Party]:
    """'The government', with nobody named: the subject of the text so far; 'the countries': all.

    'Its neighbour' is the other one of the pair the text speaks of.
    """
    lemma = token.lemma_.lower()
    if scene.word(token, "counterpart"):
        return _counterpart(token, scene)
    if lemma not in scene.lexicon.roles or not any(
        scene.word(c, "definite") for c in token.children
    ):
        return []
    plural = "Plur" in token.morph.get("Number", [])
    if plural and scene.word(token, "lands"):
        group = _group_before(token, scene)
        if group:
            return [Party(group, token, "collective")]
    found = doer_above(token, scene) or scene.memory.subject
    return [Party(found, token, "role")] if len(found) == 1 or (found and plural) else []


def _counterpart(token: Word, scene: Scene) -> list[Party]:
    if not any(scene.word(c, "possessives") for c in token.children):
        return []
    doer = doer_above(token, scene) or codes_of(_subject_here(token, scene))
    pair = scene.memory.pair() or named_before(token, scene)
    other = tuple(code for code in pair if code not in doer)
    return [Party(other, token, "role")] if doer and len(other) == 1 else []


def _subject_here(token: Word, scene: Scene) -> list[Party]:
    subject = subject_of(clause_of(token))
    return [] if subject is None or subject == token else _of_phrase(subject, scene, True, 1)


def named_before(token: Word, scene: Scene) -> Codes:
    """Return the parties named earlier in the sentence, each once, in order."""
    codes: list[str] = []
    for other in scene.sentence:
        mention = scene.names.get(other.i)
        if other.i >= token.i:
            break
        if mention is not None and mention.kind not in _NEVER_PARTY:
            codes.extend(mention.codes)
    return tuple(dict.fromkeys(codes))


def _group_before(token: Word, scene: Scene) -> Codes:
    """Return the last list of names joined by 'and' before a token of the sentence."""
    for other in reversed([t for t in scene.sentence if t.i < token.i and t.i in scene.names]):
        if other.dep_ != "conj" or other.head.i not in scene.names:
            continue
        top = other
        while top.dep_ == "conj" and top.head.i in scene.names:
            top = top.head
        return codes_of(
            _of_phrase(t, scene, False, 1)[0]
            for t in conjuncts(top)
            if _of_phrase(t, scene, False, 1)
        )
    return ()


def official(token: Word, scene: Scene) -> list[Party]:
    """Return the one state a sentence names, for an official who is told without a state.

    'The president promised the Zambian people reforms': a president of Zambia. Nothing is
    returned when two states are named, or none.
    """
    if not is_titled(token, scene) or token.i in scene.names:
        return []
    named = [m for t in scene.sentence if (m := scene.names.get(t.i)) is not None]
    codes = {code for m in named if m.kind in _OF_A_STATE for code in m.codes}
    return [Party((codes.pop(),), token, "role")] if len(codes) == 1 else []


def is_titled(token: Word, scene: Scene) -> bool:
    """Return whether a noun, or one beside it, tells an office or a part of a people."""
    near = (token, *token.children)
    return any(c.lemma_.lower() in scene.lexicon.roles or scene.word(c, "domestic") for c in near)


_OF_A_STATE = {"name", "demonym", "capital", "region", "city", "leader", "organisation"}


def is_person(token: Word, scene: Scene) -> bool:
    """Return whether a noun stands for people or a body that acts, rather than a thing."""
    mention = scene.names.get(token.i)
    if mention is not None:
        return mention.kind not in _LOCATION
    return token.lemma_.lower() in scene.lexicon.roles


def is_organisation(token: Word, scene: Scene) -> bool:
    """Return whether a token names an international organisation that one may join or leave."""
    mention = scene.names.get(token.i)
    return mention is not None and mention.kind == "organisation"
