"""Articles, contractions, numbers, dates and typography of French and English.

French names come with their article in `Actor.article_fr`; contractions and elisions follow from
it (Grevisse, Le Bon Usage, 16th ed., sections 587-590). Numbers and dates are CLDR's, through
babel; typography follows the Lexique des règles typographiques (Imprimerie nationale).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from babel.dates import format_date
from babel.numbers import format_decimal

from rapprochement.terms import Actor, ActorKind, Period, Precision

NBSP, NARROW = "\u00a0", "\u202f"
SPACES = f"[ {NBSP}{NARROW}]"
VOWELS = "aeiouyàâäéèêëîïôöùûü"
ASPIRATED = ("haïti", "honduras", "hongrie", "hong kong", "hamas", "hezbollah", "houthi")
# Articles of the first words of French names of organisations, for actors that carry none; a name
# that begins with no such word (Reuters, KCNA) takes no article.
ARTICLES = {
    "le": "bureau cartel centre comecon comité commandement commonwealth congrès conseil corps "
    "département dialogue fatah fbi fln fonds format forum frelimo fretilin front fsb g5 g7 g9 g20 "
    "gouvernement groupe gru hachd hamas haut-commissariat hezbollah jihad journal kgb likoud "
    "mercosur mi5 ministère mossad mouvement mpla pacte parlement parti partenariat polisario "
    "programme quad quotidien rassemblement réseau secrétariat sentier service shin tribunal",
    "la": "banque bbc brigade chambre coalition commission communauté confédération conférence "
    "coopération coordination cour croix-rouge direction fédération fondation force garde ligue "
    "maison-blanche marine mission nouvelle présidence renamo république séléka stasi swapo "
    "tatmadaw télévision zone",
    "l'": "administration agence aiea alena alliance anase armée assemblée association aukus "
    "autorité équipe état état-major inkatha initiative institut observatoire ocde office omc oms "
    "onu opposition organisation osce otan ue unasur unesco unicef union unita unrwa usaid",
    "les": "anti-balaka autodéfenses brics brigades casques contras émirats états forces frères "
    "gardiens houthis kadyrovtsy khmers libériens moudjahidine moudjahidines nations naxalites "
    "séparatistes taliban talibans tigres",
}
HEADS = {word: article for article, words in ARTICLES.items() for word in words.split()}
# English names that take the article (Oxford Style Manual, names of countries).
ENGLISH_THE = re.compile(
    r"^(?!the )(united |netherlands|philippines|bahamas|gambia|maldives|comoros|seychelles|"
    r"vatican|holy see|soviet union|un\b|eu\b|iaea|kremlin|security council|"
    r"rest of |"
    r".*(republic|islands|union|emirates|kingdom|nations|council|assembly|team|agency|alliance|"
    r"organi[sz]ation|committee|commission|bank|bureau|forum|group|fund|ministry|service|court|league|"
    r"front|party|movement|army|pentagon|white house|command)\b)",
    re.IGNORECASE,
)

SPELLED = {
    "en": ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"],
    "fr": ["zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix"],
}


class Grammar:
    """The grammar of one language (fr or en) over the actors of one dossier."""

    def __init__(self, language: str, actors: dict[str, Actor]) -> None:
        self.language, self.actors = language, actors

    def name(self, code: str) -> str:
        """Return the bare name: Corée du Nord; the code itself when nobody named it."""
        actor = self.actors.get(code)
        if actor is None:
            return code
        french = actor.name_fr.replace("'", "\u2019")
        return (french if self.language == "fr" else actor.name_en) or code

    def the(self, code: str) -> str:
        """Return the name with its article: la Corée du Nord, l'Ukraine, the United States."""
        name = self.name(code)
        if self.language != "fr":
            return f"the {name}" if code in self.actors and ENGLISH_THE.match(name) else name
        return _join(self._article(code), name)

    def of(self, code: str) -> str:
        """Return de + name: de la Corée du Nord, du Japon, des États-Unis, d'Israël."""
        if self.language != "fr":
            return f"of {self.the(code)}"
        name, article = self.name(code), self._article(code)
        if article == "le":
            return f"du {name}"
        if article == "les":
            return f"des {name}"
        if article:
            return f"de {_join(article, name)}"
        return f"d’{name}" if elides(name) else f"de {name}"

    def to(self, code: str) -> str:
        """Return à + name: à la Corée du Nord, au Japon, aux États-Unis, à Cuba."""
        if self.language != "fr":
            return f"to {self.the(code)}"
        name, article = self.name(code), self._article(code)
        contracted = {"le": f"au {name}", "les": f"aux {name}"}
        return contracted.get(article) or f"à {_join(article, name)}"

    def listed(self, words: Sequence[str]) -> str:
        """Join words: a, b et c; a, b and c."""
        if len(words) < 2:
            return "".join(words)
        last = "et" if self.language == "fr" else "and"
        return f"{', '.join(words[:-1])} {last} {words[-1]}"

    def number(self, value: float, digits: int = 0) -> str:
        """Return a number with the language's separators, at most `digits` decimals."""
        pattern = "#,##0" + ("." + "#" * digits if digits else "")
        text = format_decimal(value, format=pattern, locale=self.language)
        return text.replace("-", "\u2212").replace(" ", NARROW)

    def count(self, value: float, one: str, many: str) -> str:
        """Return a number with its noun in the right number: 0 acte, 1 acte, 2 actes."""
        singular = abs(value) < 2 if self.language == "fr" else abs(value) == 1
        return f"{self.number(value, 1)}{NBSP}{one if singular else many}"

    def percent(self, share: float) -> str:
        """Return a share in [0, 1] in whole per cent."""
        space = NBSP if self.language == "fr" else ""
        return f"{self.number(round(100 * share))}{space}%"

    def fine(self, share: float, *, signed: bool = False) -> str:
        """Return a share in per cent, finer the smaller it is: 27,4 %, 0,21 %, −2,1 %."""
        space = NBSP if self.language == "fr" else ""
        return f"{self._fine(share, signed)}{space}%"

    def points(self, difference: float) -> str:
        """Return a difference of shares in percentage points: +0,6 point, −2,3 points."""
        number = self.bare(difference)
        if self.language == "fr":
            return f"{number}{NBSP}{'point' if abs(100 * difference) < 2 else 'points'}"
        return f"{number} percentage {'point' if number[1:] == '1' else 'points'}"

    def bare(self, difference: float) -> str:
        """Return a difference of shares times a hundred, without its unit: +0,6."""
        return self._fine(difference, True)

    def _fine(self, share: float, signed: bool) -> str:
        """Return a hundred times a share with one to three decimals."""
        size = abs(100 * share)
        text = self.number(100 * share, 1 if size >= 1 else 2 if size >= 0.1 else 3)
        text = "0" if text == "\u22120" else text
        return f"+{text}" if signed and share > 0 and text != "0" else text

    def amount(self, value: float, unit: str) -> str:
        """Return a value with its unit: 34 millions de dollars, 95.6 %; large dollars rounded."""
        if unit == "percent":
            space = NBSP if self.language == "fr" else ""
            return f"{self.number(value, 1)}{space}%"
        if unit == "USD":
            return self._dollars(value)
        return f"{self.number(value, 2)}{NBSP}{unit}"

    def _dollars(self, value: float) -> str:
        """Return dollars in thousands, millions or billions, three significant digits."""
        french = self.language == "fr"
        for size, one, many, english in (
            (1e9, "milliard", "milliards", "billion"),
            (1e6, "million", "millions", "million"),
        ):
            if abs(value) >= size:
                scaled = round(value / size, 2 if abs(value) < 10 * size else 1)
                number = self.number(scaled, 2)
                if french:
                    return f"{number}{NBSP}{one if scaled < 2 else many} de dollars"
                return f"${number} {english}"
        number = self.number(value)
        return f"{number}{NBSP}dollars" if french else f"${number}"

    def day(self, value: date | str) -> str:
        """Return a day: 1er mars 2024, 1 March 2024."""
        value = date.fromisoformat(value) if isinstance(value, str) else value
        text = format_date(value, "d MMMM y", locale=self.language)
        if self.language == "fr":
            text = re.sub(r"^1 ", "1er ", text)
        return text.replace(" ", NBSP, 1)

    def month(self, value: date | str) -> str:
        """Return a month: juin 2024, June 2024."""
        value = date.fromisoformat(value) if isinstance(value, str) else value
        return str(format_date(value, "MMMM y", locale=self.language))

    def from_month(self, value: date | str) -> str:
        """Return a month with its preposition: d'avril 2014, de juin 2014; from June 2014."""
        text = self.month(value)
        if self.language != "fr":
            return f"from {text}"
        return f"d’{text}" if elides(text) else f"de {text}"

    def spelled(self, value: int) -> str:
        """Return a small whole number in words, a larger one in figures."""
        words = SPELLED[self.language]
        return words[value] if 0 <= value < len(words) else self.number(value)

    def score(self, value: float) -> str:
        """Return a score with its sign and one decimal: +4.8, −2.0."""
        text = format_decimal(abs(value), format="0.0", locale=self.language)
        return ("\u2212" if value < 0 else "+") + text

    def quarter(self, name: str) -> str:
        """Return a quarter given as 2024-Q2: 2e trimestre 2024, second quarter of 2024."""
        year, number = name.split("-Q")
        if self.language == "fr":
            return f"{number}{'er' if number == '1' else 'e'} trimestre {year}"
        return f"{('first', 'second', 'third', 'fourth')[int(number) - 1]} quarter of {year}"

    def period(self, period: Period | None) -> str:
        """Return a period no finer than it is known; its own words when it has no days."""
        if period is None or period.start is None or period.end is None:
            unknown = "sans date" if self.language == "fr" else "undated"
            return period.text if period and period.text else unknown
        if period.start == period.end:
            return self.day(period.start)
        if period.precision is Precision.MONTH:
            return self.month(period.start)
        if period.precision is Precision.YEAR:
            return str(period.start.year)
        return self._span(period.start, period.end)

    def _span(self, first: date, last: date) -> str:
        """Return the days from first to last: du 13 au 19 juillet 2020, d'avril à juin 2024."""
        french = self.language == "fr"
        if first.day == 1 and (last + timedelta(days=1)).day == 1:
            if (first.month, last.month) == (1, 12):
                return f"{'de ' * french}{first.year} {'à' if french else 'to'} {last.year}"
            return f"{self.from_month(first)} {'à' if french else 'to'} {self.month(last)}"
        start, end = self.day(first), self.day(last)
        if (first.year, first.month) == (last.year, last.month):
            start = start.split(NBSP)[0]
        return f"du {start} au {end}" if french else f"{start} to {end}"

    def tidy(self, text: str) -> str:
        """Set spaces, apostrophes and the capital of a sentence as the language wants them."""
        text = re.sub(r"[ \t\n]+", " ", text).strip()
        if self.language == "fr":
            text = text.replace("'", "\u2019")
            text = re.sub(SPACES + r"*([;?!])", NARROW + r"\1", text)
            text = re.sub(SPACES + r"+([:%])", NBSP + r"\1", text)
            text = re.sub("«" + SPACES + "*", "«" + NBSP, text)
            text = re.sub(SPACES + "*»", NBSP + "»", text)
        return text[:1].upper() + text[1:]

    def _article(self, code: str) -> str:
        """Return the French article of a code, without a curly apostrophe."""
        actor = self.actors.get(code)
        if actor is None:
            return ""
        if actor.article_fr or actor.kind is ActorKind.STATE:
            return actor.article_fr.strip().replace("\u2019", "'")
        return HEADS.get(actor.name_fr.casefold().split(" ")[0], "")


def elides(name: str) -> bool:
    """Tell whether de loses its vowel before the name: d'Israël, but de Haïti."""
    low = name.casefold()
    if low.startswith("h"):
        return not low.startswith(ASPIRATED)
    return low[:1] in VOWELS and not low.startswith(("y", "onu"))


def _join(article: str, name: str) -> str:
    """Set an article before a name."""
    if not article:
        return name
    return f"l’{name}" if article == "l'" else f"{article} {name}"
