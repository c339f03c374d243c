"""Make a panel on a Spark cluster: `python spark_panel.py ADDRESS TARGET [BY]`.

It runs in a process of its own, because Spark keeps a Java machine as long as Python lives.
"""

from __future__ import annotations

import sys

import pyarrow.parquet as pq

from rapprochement.measures.panel import panel
from rapprochement.sources.events import open_events

if __name__ == "__main__":
    events = open_events(sys.argv[1])
    workers = events.get_backend()._session.sparkContext.getConf().get("spark.master")
    pq.write_table(panel(events).to_pyarrow(), sys.argv[2])
    print(workers)
