"""The notebooks of examples/ run from the first cell to the last, on the user's own files."""

from __future__ import annotations

import json
from pathlib import Path

import nbclient
import nbformat
import pytest

from rapprochement.workflow.data import import_data

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted((ROOT / "examples").rglob("*.ipynb"))
ATOP = ROOT.parent / "shared/yardsticks/relations/atop_alliance/atop_alliance.parquet"
FOLDER = '"rapprochement-data"'  # in the parameters cell of every notebook


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """Give a folder with the alliances brought in."""
    if not ATOP.exists():
        pytest.skip(f"The alliances are not at {ATOP}: no notebook is run.")
    place = tmp_path_factory.mktemp("data")
    import_data("atop", [ATOP], folder=place)
    return place


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
# Jupyter's own kernel, not this program, warns of how the two talk and what it leaves open.
@pytest.mark.filterwarnings("ignore:.*:RuntimeWarning", "ignore:.*:ResourceWarning")
@pytest.mark.filterwarnings("ignore:.*:pytest.PytestUnraisableExceptionWarning")
def test_the_notebook_runs_and_its_finding_holds(path, folder) -> None:
    """Executed with a folder of the user's files, every cell runs, assertions of the text too."""
    notebook = nbformat.read(path, as_version=4)
    parameters = next(c for c in notebook.cells if "parameters" in c.metadata.get("tags", ()))
    assert FOLDER in parameters.source
    parameters.source = parameters.source.replace(FOLDER, json.dumps(str(folder)))

    nbclient.NotebookClient(notebook, timeout=120, kernel_name="python3").execute()

    said = "".join(o.get("text", "") for c in notebook.cells for o in c.get("outputs", ()))
    assert "kappa and pi of the same pairs are not" in said


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_no_result_is_stored_in_a_notebook(path) -> None:
    """Outputs are made by the run; a stored one could be stale, or hold data that is not ours."""
    cells = json.loads(path.read_text("utf-8"))["cells"]

    assert all(not cell.get("outputs") for cell in cells)
    assert all(cell.get("execution_count") is None for cell in cells)
