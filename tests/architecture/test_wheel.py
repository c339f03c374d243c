"""What is installed holds everything the program needs at run time."""

from __future__ import annotations

import subprocess
import sys
import zipfile

from architecture_tools import PACKAGE, ROOT, tracked


def test_the_wheel_holds_all_data_and_no_leftovers(tmp_path) -> None:
    """Tables, lexicons, templates, pages' scripts and cases are in the wheel; sources of the
    bundle's tools are not."""
    made = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert made.returncode == 0, made.stderr
    (wheel,) = tmp_path.glob("*.whl")
    held = set(zipfile.ZipFile(wheel).namelist())
    wanted = {
        str(path.relative_to(PACKAGE.parent))
        for path in tracked()
        if PACKAGE in path.parents and "frontend" not in path.parts
    }

    assert wanted <= held
    assert not [name for name in held if {"frontend", "__pycache__"} & set(name.split("/"))]
