"""Published pages opened from the file system in headless Chromium."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from visits import DESK, Visit

sys.path.insert(0, str(Path(__file__).parents[1] / "dossier"))

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@pytest.fixture(scope="session")
def chromium() -> Iterator[object]:
    """A browser for the session; skips when there is none."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        pytest.skip("Chromium is not installed: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Dossiers published once: en, fr, hostile, empty, and two other pairs."""
    from dossier_samples import empty, material

    from rapprochement.dossier import compose
    from rapprochement.terms import Dyad
    from rapprochement.web import publish

    folder = tmp_path_factory.mktemp("site")
    for language in ("en", "fr"):
        publish(compose(material(language)), folder / language)
    publish(compose(material("en", hostile=True)), folder / "hostile")
    publish(compose(empty("fr")), folder / "empty")
    publish(compose(material("fr", pair=Dyad("USA", "PER"))), folder / "usa")
    publish(compose(material("en"), map_view="source"), folder / "source")
    return folder


@pytest.fixture
def visit(chromium: object, site: Path) -> Iterator[Callable[..., Visit]]:
    """Open a page to work with it; each call is a fresh browser context."""
    opened: list[Visit] = []

    def open_(
        name: str, page: str = "index.html", size: tuple[int, int] = DESK, scheme: str = "light"
    ) -> Visit:
        opened.append(Visit(chromium, site / name / page, size, scheme))
        return opened[-1]

    yield open_
    for one in opened:
        one.context.close()


@pytest.fixture(scope="session")
def look(chromium: object, site: Path) -> Callable[..., Visit]:
    """Open a page only to look at it: it is opened once for all tests, so leave it as it is."""
    opened: dict[tuple[object, ...], Visit] = {}

    def open_(
        name: str, page: str = "index.html", size: tuple[int, int] = DESK, scheme: str = "light"
    ) -> Visit:
        key = (name, page, size, scheme)
        if key not in opened:
            opened[key] = Visit(chromium, site / name / page, size, scheme)
        return opened[key]

    return open_
