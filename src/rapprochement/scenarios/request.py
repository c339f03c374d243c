"""What is asked of a scenario: who does what to whom, in which sectors, under which assumptions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Literal, get_args

from rapprochement.errors import ScenarioInputError
from rapprochement.scenarios.equations import Closure

Kind = Literal["embargo", "cost", "tariff"]
Direction = Literal["exports", "imports", "both"]

NONE: Mapping[str, float] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure of a coalition against one or several states.

    Attributes
    ----------
    kind
        "embargo" forbids a part of the goods (all of them unless `share` says less), "cost" makes
        delivery dearer by `percent`, "tariff" adds `percent` points to what importers levy.
    by, on
        Codes of states or of groups (EU, G7): who takes the measure, and against whom.
    direction
        What the targets sell ("exports"), what they buy ("imports"), or both.
    sectors
        Part of each named sector's goods concerned, in (0, 1]; empty: all sectors, `share` of each.
    share
        Part of the goods concerned where `sectors` is empty, in (0, 1].
    percent
        Size of a rise of cost, or points of tariff; above zero, None for an embargo.
    since
        The day that settles who belongs to a group. None: as the registry last knows.
    lift
        Whether the measure is lifted rather than imposed.
    basis, source, reason
        What the measure rests on (law, withdrawal, ...), where it is written, and why its figures
        are what they are. For the reader.
    """

    kind: Kind
    by: tuple[str, ...]
    on: tuple[str, ...]
    direction: Direction = "both"
    sectors: Mapping[str, float] = field(default_factory=lambda: NONE)
    share: float = 1.0
    percent: float | None = None
    since: date | None = None
    lift: bool = False
    basis: str = ""
    source: str = ""
    reason: str = ""

    def __post_init__(self) -> None:
        """Refuse what no shock can be made of; ScenarioInputError says what would fit."""
        for name, value, fits in (
            ("kind", self.kind, get_args(Kind)), ("direction", self.direction, get_args(Direction)),
        ):  # fmt: skip
            if value not in fits:
                raise ScenarioInputError(f"{name} is {value!r}; {', '.join(fits)} fit.")
        for name, codes in (("by", self.by), ("on", self.on)):
            if not codes:
                raise ScenarioInputError(
                    f'{name} is empty; give one code or more, {name} = ["EU"].'
                )
        for what, part in (("share", self.share), *self.sectors.items()):
            if not 0 < part <= 1:
                raise ScenarioInputError(
                    f"{what} is {part:g}; a part above 0 and up to 1 fits (0.4 for 40 per cent)."
                )
        self._check_size()
        object.__setattr__(self, "sectors", MappingProxyType(dict(self.sectors)))

    def _check_size(self) -> None:
        if self.kind == "embargo":
            if self.percent is not None:
                raise ScenarioInputError(
                    f"An embargo has no percent ({self.percent:g} came); for a part of the goods "
                    "give share = 0.4, for dearer trade kind = 'cost'."
                )
        elif self.percent is None or not 0 < self.percent < 10_000:
            raise ScenarioInputError(
                f"A {self.kind} needs percent, above 0 and below 10000; {self.percent} came."
            )


@dataclass(frozen=True, slots=True)
class Request:
    """Measures taken together, and the assumptions the answer rests on.

    `world` is the address of the baseline (None: the embedded one), `year` which one of it, where
    a table has several. `closure` says what becomes of
    deficits. `elasticities` replace those of the world, by sector. `bands` asks for the answer
    under lower and higher elasticities and the other closures as well.
    """

    measures: tuple[Measure, ...]
    title: str = ""
    world: str | None = None
    year: int | None = None
    closure: Closure = "additive"
    elasticities: Mapping[str, float] = field(default_factory=lambda: NONE)
    bands: bool = True

    def __post_init__(self) -> None:
        """Refuse a request without measures, and assumptions out of range."""
        if not self.measures:
            raise ScenarioInputError(
                'The request has no measure. Give one: [[measure]], kind = "embargo", '
                'by = ["EU"], on = ["RUS"].'
            )
        if self.closure not in get_args(Closure):
            fits = ", ".join(get_args(Closure))
            raise ScenarioInputError(f"closure is {self.closure!r}; {fits} fit.")
        for sector, theta in self.elasticities.items():
            if not 0 < theta < 1000:
                raise ScenarioInputError(
                    f"The elasticity of {sector} is {theta:g}; above 0 fits, most lie from 2 to 20."
                )
        object.__setattr__(self, "elasticities", MappingProxyType(dict(self.elasticities)))

    @property
    def targets(self) -> tuple[str, ...]:
        """Return the codes that measures are taken against, as written, each once."""
        return tuple(dict.fromkeys(code for m in self.measures for code in m.on))

    @property
    def coalition(self) -> tuple[str, ...]:
        """Return the codes that take measures, as written, each once."""
        return tuple(dict.fromkeys(code for m in self.measures for code in m.by))
