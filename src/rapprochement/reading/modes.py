"""PLOVER modes: in which way a deed was done, and what was asked, refused or threatened.

Names, meaning and which type knows which mode: PLOVER manual, draft 0.8, and its CAMEO crosswalk
of 2021 (Open Event Data Alliance, CC-BY-SA 4.0). The words of each mode stand in the lexicon.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from rapprochement.reading.acts import (
    SWALLOWING,
    Act,
    classify,
    concepts_near,
    default_type,
    objects,
    verb_act,
)
from rapprochement.reading.lexicon.phrases import plain
from rapprochement.reading.parties import codes_of
from rapprochement.reading.scene import Party, Scene
from rapprochement.reading.syntax import SUBORDINATE, Argument, arguments
from rapprochement.reading.triggers import verb_lemma
from rapprochement.reading.verbs import is_verb, negated
from rapprochement.terms import EventType

if TYPE_CHECKING:
    from rapprochement.reading.tree import Word

Told = tuple[str | None, list["Word"]]  # a mode, and the words that tell it

# The modes of each type; where words speak for several, the first of them is the mode.
MODES: Mapping[EventType, tuple[str, ...]] = {
    EventType.CONSULT: ("third-party", "phone", "multilateral", "visit"),
    EventType.RETREAT: ("ceasefire", "disarm", "resign", "release", "access", "withdraw"),
    EventType.REQUEST: ("meet", "yield", "assist", "change"),
    EventType.REJECT: ("meet", "yield", "assist", "change"),
    EventType.ACCUSE: ("investigate", "allege", "disapprove"),
    EventType.THREATEN: ("territory", "violence", "expel", "arrest", "relations", "restrict"),
    EventType.PROTEST: ("riot", "hunger", "vandalize", "obstruct", "boycott", "strike", "demo"),
    EventType.SANCTION: ("convict", "expel", "withdraw", "discontinue"),
    EventType.MOBILIZE: ("militia", "police", "troops", "weapons"),
    EventType.COERCE: (
        "misinformation", "cyber", "martial-law", "curfew", "censor", "withhold", "deport",
        "arrest", "seize", "restrict",
    ),
    EventType.ASSAULT: (
        "unconventional", "suicide-attack", "targeted", "sexual", "torture", "abduct", "drone",
        "aerial", "heavy-weapons", "firearms", "explosives", "crowd-control", "primitive", "beat",
        "destroy",
    ),
}  # fmt: skip

# modes of the rules that stand for the type at large: words may tell a finer one
_GENERAL = {"demo", "troops", "restrict", "curfew", "cyber", "discontinue"}
# modes whose words stand beside those of others: 'banned the newspaper', 'warplanes bombed'
_VAGUE = {"restrict", "demo", "discontinue", "explosives", "destroy"}
# types whose doers tell how: 'drones hit the port', 'militiamen massed at the border'
_BY_DOERS = {EventType.ASSAULT, EventType.MOBILIZE, EventType.PROTEST, EventType.COERCE}
_ABOUT_DEEDS = {EventType.REQUEST, EventType.REJECT, EventType.THREATEN}

# what is asked for or refused, by the concepts it is told by
_ASKED: Mapping[str, frozenset[str]] = {
    "meet": frozenset({"meet", "visit", "phone"}),
    "yield": frozenset({
        "withdraw", "release", "ceasefire", "disarm", "resign", "surrender", "lift", "stop",
        "grant_access", "permit", "renounce", "apologize", "pardon",
    }),
    "assist": frozenset({
        "aid", "give", "cooperate", "extradite", "exercise", "trade", "build", "asylum", "weapons",
        "money", "food", "energy", "peacekeeping", "troops", "visa", "praise", "recognize",
    }),
    "change": frozenset({"reform", "election", "restriction", "sanction", "ban", "curfew"}),
}  # fmt: skip
_ASKED_BY_TYPE = {
    EventType.CONSULT: "meet",
    EventType.RETREAT: "yield",
    EventType.CONCEDE: "yield",
    EventType.COOPERATE: "assist",
    EventType.AID: "assist",
    EventType.SUPPORT: "assist",
    EventType.SANCTION: "change",
    EventType.COERCE: "change",
}
# what is threatened, by type and mode of the deed; None: whatever its mode
_THREATENED: Mapping[tuple[EventType, str | None], str] = {
    (EventType.ASSAULT, None): "violence",
    (EventType.MOBILIZE, None): "violence",
    (EventType.SANCTION, "expel"): "expel",
    (EventType.SANCTION, "convict"): "arrest",
    (EventType.SANCTION, None): "relations",
    (EventType.COERCE, "arrest"): "arrest",
    (EventType.COERCE, "deport"): "expel",
    (EventType.COERCE, None): "restrict",
    (EventType.PROTEST, None): "relations",
    (EventType.REJECT, None): "relations",
}
_BY_ACT: Mapping[str, str | None] = {"violate": "yield", "deny": None}  # refusals of law, of words
_BY_WORD = {"territory"}  # told by a word, whatever the deed: 'threatened to annex'


def mode_of(act: Act, actors: Sequence[Party], recipients: Sequence[Party], scene: Scene) -> Told:
    """Return the mode of an act under its final type and the words that told it.

    A deed's mode is what the rules say unless that is a general one; then the words of the act's
    own clause, then the number of parties. A request, refusal or threat goes by the deed it is
    about. The mode is None where nothing tells or the type knows none.
    """
    if act.type not in MODES:
        return None, []
    own = _by_rule(act)
    if own is not None and own not in _GENERAL:
        return own, list(act.triggers)
    if act.type in _ABOUT_DEEDS:
        mode, words = _about_a_deed(act, scene)
    else:
        mode, words = _first(_spoken(_zones(act, scene), act, scene), act.type)
        present = _many([*actors, *recipients], scene) if act.type is EventType.CONSULT else []
        if present and mode in {None, "visit"}:
            return "multilateral", present
    if mode is None and own is not None:
        return own, list(act.triggers)
    return mode, words


def _by_rule(act: Act) -> str | None:
    """Return the mode that the rules give, if the final type knows it."""
    known = MODES[act.type] if act.type is not None else ()
    mode = act.mode
    if mode is None and act.concept in SWALLOWING and SWALLOWING[act.concept] is act.type:
        _, mode, _ = classify(act.concept, (), (), has_object=True)
    return mode if mode in known else None


def _many(parties: Sequence[Party], scene: Scene) -> list[Word]:
    """Return the words for three or more who met, or for an organisation that met by itself.

    Names in one list with a party are counted, too: parsers lose some of them.
    """
    words = {party.token for party in parties}
    named = sorted(scene.names)
    for before, after in [*pairwise(named), *reversed([*pairwise(named)])]:
        between = scene.sentence[before + 1 : after]
        joined = {scene.sentence[before], scene.sentence[after]}
        if words & joined and all(t.pos_ in {"PUNCT", "CCONJ", "DET"} for t in between):
            words |= joined
    told = {code for word in words if word.i in scene.names for code in scene.names[word.i].codes}
    kinds = [party.kind for party in parties]
    alone = kinds[:1] == ["organisation"] and set(kinds[1:]) <= {"capital", "city"}
    return list(words) if alone or len({*codes_of(parties), *told}) > 2 else []


# --- the words of the clause ---------------------------------------------------------------------


def _zones(act: Act, scene: Scene) -> list[set[Word]]:
    """Return the words of an act by nearness: its triggers, its clause, those who did it."""
    held = [a for node in _nodes(act) for a in arguments(node)]
    doers = {a.head for a in held if a.role in {"subject", "agent"}} - set(act.triggers)
    skipped = set(doers)
    if act.type is EventType.ASSAULT:  # 'attacked a drone factory': what is hit tells no means
        aimed = any(word.pos_ == "ADP" for word in act.triggers)  # 'fired shells at'
        verbs = [node for node in _nodes(act) if is_verb(node) and not aimed]
        hit = {a.head for verb in verbs for a in arguments(verb) if a.role == "object"}
        skipped |= hit - set(act.triggers)
        heads = [a.head for head in hit for a in arguments(head) if _is_means(a, scene)]
    else:
        heads = []
    near = {word for node in (*_nodes(act), *heads) for word in _within(node, skipped)} - skipped
    zones = [set(act.triggers), near]
    if act.type in _BY_DOERS:
        zones.append({word for doer in doers for word in _within(doer, set())})
    return zones


def _is_means(argument: Argument, scene: Scene) -> bool:
    """Return whether a noun behind a victim tells the means: 'a convoy with grenades'."""
    return argument.role == "oblique" and argument.prep in scene.lexicon.words["with"]


def _nodes(act: Act) -> list[Word]:
    return [act.node] if act.carrier is None else [act.node, act.carrier]


def _within(node: Word, skipped: set[Word]) -> set[Word]:
    """Return a word and those below it, without clauses of their own and what is skipped."""
    found, waiting = {node}, [node]
    while waiting:
        above = waiting.pop()
        for child in above.children:
            other = child.dep_ == "conj" and (is_verb(child) or above == node)
            if child in skipped or child.dep_ in SUBORDINATE or other:
                continue
            found.add(child)
            waiting.append(child)
    return found


def _spoken(zones: Sequence[set[Word]], act: Act, scene: Scene) -> dict[str, list[Word]]:
    """Return the modes that the nearest words speak for, vague ones only for want of others."""
    phrases = scene.lexicon.modes.get(str(act.type), {})
    matches = _matches(set().union(*zones), phrases, scene)
    for vague in (False, True):
        for zone in zones:
            found: dict[str, list[Word]] = {}
            for mode, words in matches:
                if (mode in _VAGUE) is vague and zone & set(words):
                    found.setdefault(mode, []).extend(words)
            if found:
                return found
    return {}


def _first(found: Mapping[str, list[Word]], kind: EventType | None) -> Told:
    for mode in MODES[kind] if kind is not None else ():
        if mode in found:
            return mode, found[mode]
    return None, []


def _matches(
    words: set[Word], phrases: Mapping[str, str], scene: Scene
) -> list[tuple[str, list[Word]]]:
    """Return what entries of the lexicon speak for; a longer entry hides the shorter ones in it."""
    row = [
        token
        for token in sorted(words, key=lambda token: token.i)
        if token.i not in scene.names and token.pos_ != "AUX" and plain(token.text)
    ]
    longest = max((phrase.count(" ") + 1 for phrase in phrases), default=0)
    found: list[tuple[str, list[Word]]] = []
    taken: set[Word] = set()
    for size in range(longest, 0, -1):
        for first in range(len(row) - size + 1):
            window = row[first : first + size]
            if taken & set(window) or window[-1].i - window[0].i > 2 * size:
                continue
            phrase = _entry(window, phrases, scene)
            if phrase is not None:
                taken |= set(window)
                found.append((phrases[phrase], window))
    return [(mode, window) for mode, window in found if mode]


def _entry(window: Sequence[Word], phrases: Mapping[str, str], scene: Scene) -> str | None:
    """Return the entry that a row of words is listed as, each by its form or its lemma."""
    written = {""}
    for token in window:
        written = {f"{start} {form}".strip() for start in written for form in _forms(token, scene)}
    return next((phrase for phrase in sorted(written) if phrase in phrases), None)


def _forms(token: Word, scene: Scene) -> set[str]:
    """Return what a word may be listed as: as written, without a plural's s, by its lemma."""
    form = plain(token.text)
    lemma = verb_lemma(token, scene.lexicon) if is_verb(token) else token.lemma_
    return {form, form.removesuffix("s"), plain(lemma)} - {""}


# --- the deed that is asked for, refused or threatened -------------------------------------------


def _about_a_deed(act: Act, scene: Scene) -> Told:
    """Return the mode of a request, refusal or threat by the deed it is about."""
    if act.concept in _BY_ACT and act.type is EventType.REJECT:
        return _BY_ACT[act.concept], list(act.triggers) if _BY_ACT[act.concept] else []
    found = _spoken([*_zones(act, scene)[:2], _of_complement(act)], act, scene)
    if _BY_WORD & set(found):
        return _first(found, act.type)
    threat = act.type is EventType.THREATEN
    deed = _deed(act, scene)
    if deed is not None:
        mode = _threatened(deed) if threat else _asked(deed, own=deed is act)
        if mode is not None:
            return mode, list(deed.triggers)
    if act.complement is not None and not threat and negated(act.complement) is not None:
        return "yield", [act.complement]
    mode, words = _by_concepts(act, scene)
    return (mode, words) if mode is not None else _first(found, act.type)


def _of_complement(act: Act) -> set[Word]:
    return set() if act.complement is None else _within(act.complement, set())


def _deed(act: Act, scene: Scene) -> Act | None:
    """Return the deed in question: the one swallowed, or the act itself ('will not meet')."""
    if act.concept not in SWALLOWING:
        return act
    return None if act.complement is None else verb_act(act.complement, scene)


def _original(deed: Act) -> tuple[EventType | None, str | None]:
    """Return type and mode of a deed whatever way it is told in."""
    kind, mode, _ = classify(deed.concept, deed.about, (), has_object=True)
    return kind, mode or deed.mode


def _threatened(deed: Act) -> str | None:
    kind, mode = _original(deed)
    if kind is None:
        return None
    return _THREATENED.get((kind, mode)) or _THREATENED.get((kind, None))


def _asked(deed: Act, *, own: bool) -> str | None:
    """Return what is asked or refused; what somebody will not do itself is no policy to change."""
    kind, _ = _original(deed)
    mode = _ASKED_BY_TYPE.get(kind) if kind is not None else None
    if own:
        return None if mode == "change" else mode
    return mode or next((name for name, held in _ASKED.items() if deed.concept in held), None)


def _by_concepts(act: Act, scene: Scene) -> Told:
    """Return the mode by the nouns that an act bears on: 'demanded a withdrawal'."""
    near = {c: t for c, t in concepts_near(objects(act.node), scene, 2).items() if c in act.about}
    if act.type is EventType.THREATEN:
        told = [(_threatened_by(concept), word) for concept, word in near.items()]
        found = {mode: [word] for mode, word in reversed(told) if mode is not None}
        return _first(found, act.type)
    if "accuse" in near:  # 'rejected the accusation of having withheld aid'
        return None, []
    for mode, concepts in _ASKED.items():
        words = [word for concept, word in near.items() if concept in concepts]
        if words:
            return mode, words
    return None, []


def _threatened_by(concept: str) -> str | None:
    kind, mode, _ = classify(concept, (), (), has_object=True)
    kind = kind or default_type(concept)
    if kind is None or concept in SWALLOWING:
        return None
    return _THREATENED.get((kind, mode)) or _THREATENED.get((kind, None))
