"""What is asked of a scenario, from wherever it comes, and what is answered."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from pathlib import Path
from typing import Any

from rapprochement.cases.world_2021 import stored
from rapprochement.errors import ScenarioInputError
from rapprochement.scenarios.applied import Economies, members, shock_of
from rapprochement.scenarios.equations import Closure
from rapprochement.scenarios.outcome import Outcome
from rapprochement.scenarios.request import Request
from rapprochement.scenarios.shock import Shock
from rapprochement.scenarios.solver import solve
from rapprochement.scenarios.world import World
from rapprochement.scenarios.written import read, to_toml
from rapprochement.workflow import baselines
from rapprochement.workflow.records import VERSION
from rapprochement.workflow.scenarios.places import economies_of, said_of

Row = dict[str, Any]
Asked = Request | str | os.PathLike[str]
DIGITS = 9
EMBEDDED = {path.stem: path for path in [stored.HOME / "western_sanctions.toml"]}
Track = Callable[[Iterable[Any], int], Iterable[Any]]  # items and how many: the same, with a bar
WITHOUT_DEFICITS = (
    "Closure balanced: the world before, too, is solved without deficits, so that its trade is not "
    "that of the tables."
)


def untracked(items: Iterable[Any], _total: int) -> Iterable[Any]:
    """Return the items: nobody watches."""
    return items


@dataclass(frozen=True, slots=True)
class Result:
    """What a scenario answered: rows by table, and all that they rest on.

    `requests` hold each whole request as TOML, by name, so that it can be asked again. `label` is
    what is to be printed above every figure; money is in `unit`, other figures are fractions.
    """

    title: str
    rows: Mapping[str, list[Row]]
    requests: Mapping[str, str]
    world: str
    label: str
    year: int | None
    unit: str
    sources: tuple[str, ...]
    cautions: tuple[str, ...]
    notes: tuple[str, ...] = ()
    version: str = VERSION

    def as_json(self, *, without: Iterable[str] = ()) -> dict[str, Any]:
        """Return all of it as plain values, the tables named in `without` left out."""
        told = {each.name: getattr(self, each.name) for each in fields(self)}
        kept = {name: rows for name, rows in self.rows.items() if name not in set(without)}
        return told | {"rows": kept} | {
            name: list(told[name]) for name in ("sources", "cautions", "notes")
        }  # fmt: skip


@dataclass(frozen=True)
class Question:
    """A request with its world, ready to be solved: who is meant in it, and what is to be said."""

    request: Request
    world: World
    economies: Economies
    targets: tuple[str, ...]
    coalition: tuple[str, ...]

    def shock(self, request: Request, world: World) -> Shock:
        """Return the shock that a request makes in a world."""
        return shock_of(request, world, self.economies)

    def known(self, code: str) -> tuple[str, ...]:
        """Return the economies a code stands for. Raises ScenarioInputError."""
        return members((code.upper(),), self.world, self.economies)

    def solve(self) -> Outcome:
        """Return the world after. Raises ScenarioInputError, ScenarioNotSolved."""
        shock = self.shock(self.request, self.world)
        return solve(self.world.baseline, shock, closure=self.request.closure)

    def result(
        self, rows: Mapping[str, list[Row]], notes: Iterable[str] = (), title: str = ""
    ) -> Result:
        """Return rows with what they rest on."""
        world = self.world
        balanced = (WITHOUT_DEFICITS,) if self.request.closure == "balanced" else ()
        return Result(
            title=title or self.request.title, rows=rows,
            requests={"request": to_toml(self.request)},
            world=world.name, label=world.label, year=world.year, unit=world.unit,
            sources=tuple(world.sources), cautions=tuple(world.cautions),
            notes=(*balanced, *said_of(self.request, world), *notes),
        )  # fmt: skip


def question(
    asked: Asked,
    *,
    world: World | str | os.PathLike[str] | None = None,
    year: int | None = None,
    closure: Closure | None = None,
    bands: bool | None = None,
) -> Question:
    """Return a request with its world, ready to be solved; what is given here wins over it.

    Parameters
    ----------
    asked
        A request, its text (TOML or the short form), or the path of a file that holds it.

    Raises
    ------
    ScenarioInputError
        The request, its world, a code or a sector in it does not fit; says what would.
    """
    request = request_of(asked)
    given = {
        "world": None if isinstance(world, World) or world is None else os.fspath(world),
        "year": year, "closure": closure, "bands": bands,
    }  # fmt: skip
    chosen: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    request = replace(request, **chosen)
    loaded = world if isinstance(world, World) else baselines.load(request.world, year=request.year)
    loaded = loaded.with_elasticities(request.elasticities)
    economies = economies_of(loaded)
    shock_of(request, loaded, economies)  # refuse what does not fit before anything is solved
    sides = []
    for side in ("on", "by"):
        found = [
            name
            for measure in request.measures
            for name in members(getattr(measure, side), loaded, economies, measure.since)
        ]
        sides.append(tuple(dict.fromkeys(found)))
    targets, taking = sides
    coalition = tuple(name for name in taking if name not in targets)
    return Question(request, loaded, economies, targets, coalition)


def request_of(asked: Asked) -> Request:
    """Return the request that a text holds, a file at a path, or the embedded one of a name.

    A world that a file names is looked for beside the file, then where the program runs.
    """
    if isinstance(asked, Request):
        return asked
    path = EMBEDDED.get(str(asked)) or Path(asked)
    if isinstance(asked, str) and asked not in EMBEDDED and not _names_a_file(asked):
        return read(asked)
    try:
        request = read(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not UTF-8 text"
        raise ScenarioInputError(
            f"{path}: the request cannot be read ({reason}). Give the path of a TOML file, or a "
            'line such as "EU+USA embargo RUS".'
        ) from error
    if request.world is not None and (path.parent / request.world).exists():
        return replace(request, world=str(path.parent / request.world))
    return request


def _names_a_file(words: str) -> bool:
    """Tell a path from a text: a line without measure that ends in .toml, or a file there is."""
    if "\n" in words:
        return False
    return words.endswith(".toml") or (len(words) < 1000 and Path(words).is_file())


def rows_of(found: Iterable[Any], **further: Any) -> list[Row]:
    """Return small frozen rows as dictionaries, further columns put first."""
    return [further | _row(each) for each in found]


def _row(found: Any) -> Row:
    assert is_dataclass(found)
    return {each.name: settled(getattr(found, each.name)) for each in fields(found)}


def settled(value: Any) -> Any:
    """Return a figure to DIGITS decimals, beyond which machines differ; other values as they are.

    What rounds to nothing is nothing, without a sign.
    """
    return round(value, DIGITS) + 0.0 if isinstance(value, float) else value


def tracked(items: Iterable[Any], total: int, track: Track | None) -> Iterator[Any]:
    """Yield items while somebody may watch how far it is."""
    yield from (track or untracked)(items, total)
