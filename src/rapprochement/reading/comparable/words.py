"""Closed classes of words that decide how a passage is compared, for both languages."""

from __future__ import annotations

import re

from rapprochement.reading.syntax import SUBORDINATE

CONTENT = frozenset(["ADJ", "NOUN", "NUM", "PROPN", "VERB"])
TREATIES = "=treaty"
TRANSFER = frozenset(
    [
        "accede",
        "deploy",
        "expel",
        "give",
        "lend",
        "pay",
        "recall",
        "sell",
        "send_back",
        "summon",
        "visit",
        "withdraw",
    ]
)
# Verbs that only say that the act of their noun took place, began or ended.
ASPECT = frozenset(
    [
        "accueillir",
        "achever",
        "annuler",
        "arrive",
        "assume",
        "assurer",
        "avoir",
        "be",
        "begin",
        "call",
        "cancel",
        "carry",
        "clore",
        "close",
        "come",
        "commencer",
        "conclude",
        "conclure",
        "conduct",
        "durer",
        "débuter",
        "dérouler",
        "effectuer",
        "end",
        "exercer",
        "faire",
        "follow",
        "happen",
        "have",
        "hold",
        "host",
        "intervenir",
        "lancer",
        "last",
        "launch",
        "make",
        "mener",
        "occur",
        "open",
        "organiser",
        "ouvrir",
        "pay",
        "postpone",
        "precede",
        "précéder",
        "reporter",
        "run",
        "sign",
        "signer",
        "stage",
        "start",
        "suivre",
        "survenir",
        "take",
        "tenir",
        "terminer",
        "être",
    ]
)
# Nouns of acts that are done by saying so: to announce a rupture is to break off.
DECLARED = frozenset(
    [
        "break",
        "cancel",
        "close",
        "downgrade",
        "expel",
        "extend",
        "impose",
        "lift",
        "open",
        "ratify",
        "recall",
        "recognize",
        "restore",
        "suspend",
        "switch",
        "upgrade",
        "withdraw",
    ]
)
DECLARING = frozenset(
    [
        "annoncer",
        "announce",
        "approuver",
        "approve",
        "confirm",
        "confirmer",
        "decide",
        "declare",
        "décider",
        "déclarer",
        "order",
        "ordonner",
        "proclaim",
        "proclamer",
    ]
)
GOODS = frozenset(
    [
        "=aid",
        "=aircraft",
        "=drone",
        "=flour",
        "=fuel",
        "=gas",
        "=loan",
        "=missile",
        "=money",
        "=oil",
        "=rice",
        "=shell",
        "=tonne",
        "=vaccine",
        "=weapon",
        "=wheat",
        "~munit",
    ]
)
ABLE = frozenset(["able", "can", "fail", "manage", "parvenir", "pouvoir", "réussir"])
UNTIL = frozenset(["jusqu", "jusqu'", "jusque", "till", "until"])
WHEN = frozenset(["as", "lorsqu'", "lorsque", "où", "quand", "when", "where"])
SAYING = frozenset(
    [
        "add",
        "affirmer",
        "answer",
        "assurer",
        "dire",
        "déclarer",
        "indiquer",
        "insist",
        "insister",
        "jurer",
        "maintain",
        "marteler",
        "reply",
        "respond",
        "retort",
        "répliquer",
        "répondre",
        "rétorquer",
        "say",
        "soutenir",
        "state",
    ]
)
FLAGS = {
    "#new": frozenset(
        [
            "again",
            "anew",
            "another",
            "encore",
            "fresh",
            "further",
            "new",
            "nouveau",
            "nouvelle",
            "supplémentaire",
        ]
    ),
    "#ours": frozenset(["mon", "my", "nos", "notre", "nous", "our", "ours", "us", "we"]),
    "#only": frozenset(["only", "seul", "seule", "sole", "unique"]),
    "#night": frozenset(
        [
            "a.m.",
            "evening",
            "gmt",
            "heure",
            "midnight",
            "minuit",
            "night",
            "nuit",
            "soirée",
            "time",
            "utc",
        ]
    ),
    "#anniversary": frozenset(
        [
            "anniversaire",
            "anniversary",
            "celebrate",
            "commemorate",
            "commémorer",
            "célébrer",
            "fêter",
        ]
    ),
    "#fiscal": frozenset(["budgétaire", "fiscal"]),
    "#update": frozenset(
        [
            "again",
            "alourdir",
            "désormais",
            "first",
            "later",
            "now",
            "provisional",
            "provisoire",
            "revised",
            "since",
            "updated",
        ]
    ),
    "#total": frozenset(
        [
            "all",
            "altogether",
            "combined",
            "confondues",
            "counting",
            "ensemble",
            "including",
            "total",
            "toutes",
        ]
    ),
}
ORDINALS = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "premier": 1,
    "première": 1,
    "deuxième": 2,
    "seconde": 2,
    "troisième": 3,
    "quatrième": 4,
    "cinquième": 5,
    "sixième": 6,
    "septième": 7,
    "huitième": 8,
    "seventh": 7,
    "eighth": 8,
    "tenth": 10,
    "dixième": 10,
}
CLAUSES = SUBORDINATE - {"acl"} | {"conj"}
NOT = {
    "en": frozenset(["n't", "neither", "never", "no", "nobody", "none", "nor", "not", "without"]),
    "fr": frozenset(["aucun", "aucune", "jamais", "ni", "nul", "nulle", "pas", "sans"]),
}
# What bears a number of its own: resolution 1718, ES-11/4, article 5, Soyuz-12.
DENYING = re.compile(r"d[ée]ment(?:ent|i|it|ait)?|nie(?:nt)?|nia|nié|niait|den(?:y|ies|ied|ying)")
NUMBERED = re.compile(
    r"(?:[Rr][eé]solution|[Aa]rticle|[Nn]o\.?|n°)\s+([A-Z]{0,4}-?\d[\d/().-]*)|\b[A-Z][A-Za-z]+\s?-\s?\d+(?:/\d+)?"
)
AND = re.compile(r"\b(?:and|et|ainsi que)\b")
JOINT = re.compile(
    r"\s*(?:,|;|et|and|,\s*et|,\s*and|ainsi que|&)\s*(?:the\s|l[ea]\s|les\s|l['’])?\s*",
    re.IGNORECASE,
)
