"""Forms of words: French genders, numbers and articles, English nouns. Pure functions of text."""

from __future__ import annotations

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
