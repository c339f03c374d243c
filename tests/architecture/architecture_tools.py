"""What the tests of the house read: its modules, as text and as trees."""

from __future__ import annotations

import ast
import subprocess
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "rapprochement"


@dataclass(frozen=True)
class Module:
    """One module of the program."""

    path: Path

    @property
    def name(self) -> str:
        """Return its dotted name."""
        parts = self.path.relative_to(PACKAGE.parent).with_suffix("").parts
        return ".".join(parts).removesuffix(".__init__")

    @property
    def room(self) -> str:
        """Return the room it stands in; a module of the package itself is its own room."""
        parts = self.name.split(".")
        return parts[1] if len(parts) > 1 else ""

    @cached_property
    def tree(self) -> ast.Module:
        """Return its syntax tree."""
        return ast.parse(self.path.read_text("utf-8"))

    def imports(self) -> set[str]:
        """Return the dotted names it imports, wherever in the module the import stands.

        `from a import b` counts as a.b, relative imports are resolved. Imports for type checking
        alone count too.
        """
        found: set[str] = set()
        package = self.name.split(".")
        if self.path.name != "__init__.py":
            package = package[:-1]
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                found |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                base = package[: len(package) - node.level + 1] if node.level else []
                source = ".".join([*base, *filter(None, [node.module])])
                found |= {f"{source}.{alias.name}" for alias in node.names}
        return found


def modules() -> list[Module]:
    """Return every module of the program."""
    return [
        Module(path)
        for path in sorted(PACKAGE.rglob("*.py"))
        if not {"node_modules", "__pycache__"} & set(path.parts)
    ]


def tracked() -> list[Path]:
    """Return the files of the project: those git knows or would take in."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("git is not here to list the project's files")
    return [ROOT / line for line in listed.stdout.splitlines() if (ROOT / line).is_file()]
