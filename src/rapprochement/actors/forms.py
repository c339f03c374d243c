"""Forms of words: genders, numbers, articles, nouns for people. Pure functions of text."""

from __future__ import annotations

from collections.abc import Callable

FRENCH_FEMININE = (  # ending of the masculine, of the feminine; the first that fits
    ("ien", "ienne"),
    ("éen", "éenne"),
    ("yen", "yenne"),
    ("e", "e"),
    ("è", "è"),
    ("é", "é"),
    ("", "e"),
)
ENGLISH_INVARIABLE = ("ese", "ish", "ch", "sh", "Swiss", "ois")
VOWELS = "aeiouyàâäéèêëîïôöûüAEIOUÀÂÉÈÊËÎÏÔÖÛ"


def french_adjective(cell: str) -> tuple[str, str, str, str]:
    """Return masculine, feminine, masculine plural, feminine plural of an adjective.

    `cell` is the masculine, then, after a slash, the feminine where the rule does not give it,
    then both plurals where they are not regular.
    """
    given = cell.split("/")
    masculine = given[0]
    feminine = given[1] if len(given) > 1 else _feminine(masculine)
    if len(given) == 4:
        return masculine, feminine, given[2], given[3]
    plural = masculine if masculine[-1] in "sxz" else masculine + "s"
    return masculine, feminine, plural, feminine + "s"


def _feminine(masculine: str) -> str:
    ending, replacement = next(pair for pair in FRENCH_FEMININE if masculine.endswith(pair[0]))
    return masculine[: len(masculine) - len(ending)] + replacement


SPANISH_ENDINGS = (  # masculine, feminine, both plurals; the first whose masculine fits
    ("o", "a", "os", "as"),
    ("és", "esa", "eses", "esas"),
    ("án", "ana", "anes", "anas"),
    ("ín", "ina", "ines", "inas"),
    ("ón", "ona", "ones", "onas"),
    ("ol", "ola", "oles", "olas"),
    ("í", "í", "íes", "íes"),
    ("ú", "ú", "úes", "úes"),
    ("", "", "s", "s"),
)


def spanish_adjective(cell: str) -> tuple[str, str, str, str]:
    """Return masculine, feminine, masculine plural, feminine plural of an adjective for a people.

    `cell` is the masculine: ruso, francés, alemán, español, iraní, belga. Rule: Real Academia
    Española, Nueva gramática (2009), chapters 2 and 3. A final consonant of no listed ending
    takes -es and no feminine.
    """
    ending, *others = next(row for row in SPANISH_ENDINGS if cell.endswith(row[0]))
    stem = cell.removesuffix(ending)
    if not ending and cell[-1] not in "aeiouáé":
        others = ["", "es", "es"]
    feminine, plural, feminine_plural = (stem + other for other in others)
    return cell, feminine, plural, feminine_plural


ADJECTIVES: dict[str, Callable[[str], tuple[str, str, str, str]]] = {
    "fr": french_adjective,
    "es": spanish_adjective,
}


def english_noun(cell: str) -> tuple[str, str]:
    """Return singular and plural of a noun for people; `Pole/Poles` gives both itself."""
    singular, _, plural = cell.partition("/")
    if plural:
        return singular, plural
    return singular, singular if singular.endswith(ENGLISH_INVARIABLE) else singular + "s"


def with_article(name: str, article: str) -> str:
    """Return the name after its article: la Russie, l'Iran, Cuba; the United States."""
    if article == "l'":
        return article + name
    return f"{article} {name}" if article else name


def french_of(name: str, article: str) -> str:
    """Return the name after `de`: de la Russie, du Japon, des États-Unis, d'Israël."""
    contracted = {"le": "du", "les": "des"}.get(article)
    if contracted:
        return f"{contracted} {name}"
    if article:
        return "de " + with_article(name, article)
    return f"d'{name}" if name[0] in VOWELS or name.startswith("Haï") else f"de {name}"


def french_in(name: str, article: str, exception: str = "") -> str:
    """Return the name after the preposition of place: en Russie, au Japon, aux États-Unis, à Cuba.

    `exception` is the preposition for names that the rule does not serve (en Israël).
    """
    if exception:
        return exception + name if exception.endswith("'") else f"{exception} {name}"
    if not article:
        return f"à {name}"
    if article in ("le", "les"):
        return f"{'au' if article == 'le' else 'aux'} {name}"
    return f"en {name}"


def french_to(name: str, article: str) -> str:
    """Return the name after `à`: à la Russie, au Japon, aux États-Unis, à Israël."""
    contracted = {"le": "au", "les": "aux"}.get(article)
    return f"{contracted} {name}" if contracted else "à " + with_article(name, article)
