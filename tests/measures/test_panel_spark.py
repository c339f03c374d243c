"""The panel on a Spark cluster: two workers on this machine, one table."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

import ibis
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from rapprochement.measures.panel import panel

ROWS = 300_000
CODES = np.array(["RUS", "PRK", "CHN", "USA", "JPN", "KOR", "", None, "IRN", "BLR"], object)
HERE = Path(__file__).parent
LEAN = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"  # a short run gains from a quick start
SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.extraJavaOptions": LEAN,
    "spark.executor.extraJavaOptions": LEAN,
    "spark.sql.shuffle.partitions": "2",
}


def _skip_without_spark() -> None:
    if importlib.util.find_spec("pyspark") is None:
        pytest.skip("pyspark is not installed: pip install rapprochement[spark]")
    if shutil.which("java") is None:
        pytest.skip("Java is not installed: Spark needs version 17")


def _events(folder: Path) -> Path:
    """Write events made for the test, with every trap: no label, no day, no score, NaN, itself."""
    folder.mkdir()
    chance = np.random.default_rng(8)
    days = np.arange("2019-01-01", "2024-01-01", dtype="datetime64[D]")
    numbers = np.array([int(str(day).replace("-", "")) for day in days])
    date = numbers[chance.integers(0, len(numbers), ROWS)]
    date[:50] = 20230230
    score = np.round(chance.normal(0, 5, ROWS), 1)
    score[chance.random(ROWS) < 0.05] = np.nan
    table = pa.table(
        {
            "GLOBALEVENTID": np.arange(ROWS),
            "SQLDATE": date,
            "Actor1CountryCode": CODES[chance.integers(0, len(CODES), ROWS)].tolist(),
            "Actor2CountryCode": CODES[chance.integers(0, len(CODES), ROWS)].tolist(),
            "QuadClass": pa.array(chance.integers(1, 5, ROWS), mask=chance.random(ROWS) < 0.02),
            "GoldsteinScale": pa.array(score, mask=chance.random(ROWS) < 0.02),
            "NumMentions": chance.integers(1, 30, ROWS),
            "NumSources": pa.array(chance.integers(1, 4, ROWS), mask=chance.random(ROWS) < 0.5),
        }
    )
    for part in range(4):
        pq.write_table(table.slice(part * ROWS // 4, ROWS // 4), folder / f"part-{part}.parquet")
    return folder


def _home(folder: Path) -> Path:
    """Return a home for Spark whose workers leave their logs here, not beside the library."""
    spec = importlib.util.find_spec("pyspark")
    assert spec is not None and spec.origin is not None
    folder.mkdir()
    for name in ("bin", "jars", "python"):
        if (there := Path(spec.origin).parent / name).exists():
            (folder / name).symlink_to(there)
    return folder


def test_two_spark_workers_and_duckdb_give_the_same_table(tmp_path: Path) -> None:
    """The same expression gives the same rows, digit for digit, on Spark as on DuckDB."""
    _skip_without_spark()
    events = _events(tmp_path / "events")
    expected = panel(ibis.duckdb.connect().read_parquet(f"{events}/*.parquet")).to_pyarrow()
    settings = SETTINGS | {"spark.sql.warehouse.dir": str(tmp_path / "warehouse")}
    options = "&".join(f"{name}={value}" for name, value in settings.items())
    target = tmp_path / "panel.parquet"
    done = subprocess.run(
        [
            sys.executable,
            str(HERE / "spark_panel.py"),
            f"spark://local-cluster[2,1,1024]?{options}#{events}",
            str(target),
        ],
        env=os.environ
        | {
            "SPARK_HOME": str(_home(tmp_path / "home")),
            "SPARK_LOCAL_IP": "127.0.0.1",
            "SPARK_LOCAL_DIRS": str(tmp_path / "scratch"),
            "TZ": "Asia/Pyongyang",  # the days are those of UTC, wherever the cluster stands
        },
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )

    assert done.returncode == 0, done.stderr[-3000:]
    assert done.stdout.strip() == "local-cluster[2,1,1024]"
    found = pq.read_table(target)
    assert found.num_rows > 2000
    assert found.schema.equals(expected.schema)
    assert found.equals(expected)
