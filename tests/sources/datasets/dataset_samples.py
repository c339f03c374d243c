"""Small invented files in the published shapes of the data sets."""

from __future__ import annotations

from pathlib import Path

import pytest

RELATIONS = Path(__file__).resolve().parents[4] / "shared" / "yardsticks" / "relations"

TRADE = "ccode1,ccode2,year,importer1,importer2,flow1,flow2,smoothflow1,smoothflow2,version\n"
VOTES = "rcid,session,ccode,vote,year,date\n"
ATOP = "ddyad,stateA,stateB,year,atopally,defense,offense,neutral,nonagg,consul,version\n"
COW_YEARS = (
    "version4id,ccode1,state_name1,ccode2,state_name2,year,"
    "defense,neutrality,nonaggression,entente,version\n"
)
GSDB = (
    "case_id,sanctioned_state,sanctioning_state,begin,end,trade,descr_trade,arms,military,"
    "financial,travel,other,target_mult,sender_mult,objective,success\n"
)
REGISTER = (
    "SIPRI AT Database ID,Supplier,Recipient,Designation,Delivery year,Numbers delivered,"
    "TIV delivery values\n"
)


def write(folder: Path, text: str, name: str = "file.csv", encoding: str = "utf-8") -> Path:
    """Write a file and return its path."""
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def shared(name: str) -> Path:
    """Return a file of the yardsticks, or skip the test, saying so."""
    path = RELATIONS / name
    if not path.exists():
        pytest.skip(f"{name} is not here: the yardsticks are kept outside the project")
    return path


def trade(*lines: str) -> str:
    """Return a COW trade file of lines 'one,two,year,flow1,flow2'."""
    rows = []
    for line in lines:
        one, two, year, flow1, flow2 = line.split(",")
        rows.append(f"{one},{two},{year},A,B,{flow1},{flow2},{flow1},{flow2},4\n")
    return TRADE + "".join(rows)
