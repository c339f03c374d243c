"""Files of events in the published shapes, written for the tests: nothing in them happened."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

from rapprochement.sources.datasets import description

GDELT = {
    "GLOBALEVENTID": "1001",
    "SQLDATE": "20240619",
    "Actor1CountryCode": "RUS",
    "Actor2CountryCode": "PRK",
    "EventCode": "057",
    "QuadClass": "1",
    "GoldsteinScale": "8.0",
    "NumMentions": "12",
    "NumSources": "3",
    "AvgTone": "1.5",
    "ActionGeo_Lat": "39.03",
    "ActionGeo_Long": "125.75",
}
ICEWS = (
    "Event ID\tEvent Date\tSource Name\tSource Sectors\tSource Country\tEvent Text\tCAMEO Code\t"
    "Intensity\tTarget Name\tTarget Sectors\tTarget Country\tStory ID\tSentence Number\tPublisher\t"
    "City\tDistrict\tProvince\tCountry\tLatitude\tLongitude\n"
)
POLECAT = (
    "Event ID\tEvent Date\tEvent Type\tEvent Mode\tIntensity\tQuad Code\tContexts\tActor Name\t"
    "Actor Country\tActor COW\tRecipient Name\tRecipient Country\tRecipient COW\tLatitude\t"
    "Longitude\tSource\tPublication Date\tVersion\n"
)


def gdelt(*rows: dict[str, Any], layout: str = "2.0") -> str:
    """Return a GDELT file without names; each row says how it differs from the usual one."""
    known = {each.name: each.headless for each in description("gdelt").layouts}
    added = "20240619120000" if layout == "2.0" else "20240619"
    lines = [
        "\t".join(str({"DATEADDED": added, **GDELT, **row}.get(name, "")) for name in known[layout])
        for row in rows
    ]
    return "".join(f"{line}\n" for line in lines)


def icews(*rows: str) -> str:
    """Return an ICEWS tab file of rows 'id,date,source,code,intensity,target'."""
    lines = []
    for row in rows:
        event, day, source, code, score, target = row.split(",")
        lines.append(
            f"{event}\t{day}\tWho\tGovernment\t{source}\tText\t{code}\t{score}\tWhom\t\t{target}\t"
            "7\t1\tAn agency\tTown\t\t\tLand\t10.5\t20.5\n"
        )
    return ICEWS + "".join(lines)


def polecat(*rows: str) -> str:
    """Return a POLECAT file of rows 'id,type,mode,score,quad,actors,recipients'."""
    lines = []
    for row in rows:
        event, kind, mode, score, quad, actors, recipients = row.split(",")
        lines.append(
            f"{event}\t2024-06-19\t{kind}\t{mode}\t{score}\t{quad}\tdiplomatic\tWho\t{actors}\t\t"
            f"Whom\t{recipients}\t\t39.0\t125.7\tAn agency\t2024-06-20\tV2\n"
        )
    return POLECAT + "".join(lines)


def zipped(path: Path, text: str) -> Path:
    """Write a daily archive as GDELT does: one member, named after the archive."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(path.name.removesuffix(".zip"), text)
    return path
