"""A whole run: two texts and a chronicle to claims, contradictions, events and a dossier.

    python examples/elysee/run.py FOLDER

The folder takes the dossier; everything else is printed.
"""

from __future__ import annotations

import sys
from pathlib import Path

import rapprochement as rp
from rapprochement import workflow

HERE = Path(__file__).parent


def main(folder: Path) -> None:
    """Read, check, link and publish."""
    draft, note = (
        rp.document(text, id=name, title=text.splitlines()[0])
        for name in ("draft", "note")
        for text in [(HERE / f"{name}.txt").read_text("utf-8")]
    )
    chronicle = workflow.chronicle(HERE / "chronicle.csv")

    print("Claims")
    for claim in rp.read([draft, note]):
        day = claim.when.label if claim.when else "undated"
        who = f"{' and '.join(claim.actors) or 'somebody'} to {', '.join(claim.recipients) or '–'}"
        print(f"  {day}  {claim.type}  {who}  ({claim.modality})")

    print("Contradicted in the draft")
    for finding in workflow.review([draft], [note], chronicle):
        print(f"  {finding.kind}, {finding.status}: {finding.reason}")

    with rp.Record(":memory:") as record:
        workflow.build_record([draft, note], chronicle, record=record)
        events = record.events(pair="FRA-DEU", since="2018")
        print(f"Events of the pair since 2018: {len(events)}")
        material = workflow.material(record, rp.Dyad("FRA", "DEU"), language="fr")
        print(workflow.publish(material, folder))


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "build/elysee"))
