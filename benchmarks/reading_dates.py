#!/usr/bin/env python3
"""Measure the dates that are read: French TimeBank and Recognizers-Text, beside dateparser.

    python benchmarks/reading_dates.py [--wrong KIND]

Reads ../shared/yardsticks/dates and stops with a message when it is absent. `--wrong` lists
the cases of one kind (date, daterange, duration, set) that came out wrong.

Recognizers-Text: the files DateTimeModel, DateParser, DatePeriodParser, DurationParser and
SetParser. What counts as right: some mention overlaps the words and, for date and daterange,
its period equals one of the readings given; durations and sets are compared by TIMEX3 value.
Cases marked NotSupported count like all others: the mark says which of their own ports fail.
Left out: dates without a reference day (most of the French file) and open ranges ("after
2018"), for which TimeML has no span. Conventions that differ and are not counted as wrong:

- they exclude the last day of a range, and the whole last unit of "from 2014 to 2018";
- a distance of weeks or more ("two weeks ago") is a unit with us, which must contain their day;
- "a few days" is P2D or P3D there, PXD in TimeML; half a year P0.5Y there, P6M here; weekends
  P1WE there, every weekday P1WD; a bare season has no year there (SU);
- the hour of a set ("every Monday at 4") belongs to its value there; here it is a mention.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from rapprochement.reading.dates import find_dates
from rapprochement.terms import DateMention, Document, Period, Precision

YARDSTICKS = Path(__file__).resolve().parents[2] / "shared" / "yardsticks"
FILES = ("DateTimeModel", "DateParser", "DatePeriodParser", "DurationParser", "SetParser")
DISTANCE = re.compile(r"\b(ago|later|in|within|from|after|before|since|hence|il y ?a|dans|après"
                      r"|avant|plus tard|à partir|à compter|en)\b")  # fmt: skip
SAME = ((r"(?<=WXX-\d)T\d\d.*$", ""), (r"^T\d\d(:\d\d)?$", "T"), ("^(P1D|T[A-Z]{2})$", "T"),
        ("^P0.5Y$", "P6M"), ("^PT0.5H$", "PT30M"), ("^P1WE$", "XXXX-WXX-WE"),
        ("^P1WD$", "P1BD"))  # fmt: skip
KINDS = ("date", "daterange", "duration", "set")


@dataclass(frozen=True)
class Case:
    """One expected expression: sentence, reference day, kind, offsets and accepted readings."""

    language: str
    sentence: str
    reference: date
    kind: str
    start: int
    end: int
    readings: tuple[tuple[str, date | None, date | None], ...]  # TIMEX3, first day, end excluded


def document(text: str, language: str, published: date) -> Document:
    """Return a document published on a day."""
    return Document("x", text, language, Period(published, published, Precision.DAY))


def cases(language: str, folder: Path) -> Iterator[Case]:
    """Give the cases of one language that TIMEX3 can express, each once."""
    seen = set()
    for name in FILES:
        path = folder / language / f"{name}.json"
        for item in json.loads(path.read_text(encoding="utf-8-sig")):
            stamp = item.get("Context", {}).get("ReferenceDateTime", "")[:10]
            for result in item["Results"]:
                case = _case(language, item["Input"], stamp, result)
                if case and (case.sentence, case.start, stamp) not in seen:
                    seen.add((case.sentence, case.start, stamp))
                    yield case


def _case(language: str, sentence: str, stamp: str, result: dict[str, Any]) -> Case | None:
    kind = (result.get("TypeName") or result.get("Type") or "").rpartition(".")[2]
    if kind not in KINDS or (not stamp and kind in ("date", "daterange")):
        return None
    if "Resolution" in result:
        values = result["Resolution"]["values"]
    else:
        values = _parser_values(result.get("Value") or {})
    readings = tuple(filter(None, map(_reading, values)))
    start = result.get("Start", result.get("start"))
    if not readings or start is None:
        return None
    reference = date.fromisoformat(stamp or "2016-11-07")
    end = start + len(result["Text"])
    return Case(language[:2].lower(), sentence, reference, kind, start, end, readings)


def _parser_values(value: dict[str, Any]) -> list[dict[str, Any]]:
    """Bring the past and future readings of the parser files into the form of the model file."""
    values = []
    for name in ("FutureResolution", "PastResolution"):
        told = value.get(name, {})
        if "date" in told:
            values.append({"timex": value["Timex"], "type": "date", "value": told["date"]})
        elif "startDate" in told or "endDate" in told:
            ends = {k[:-4]: v for k, v in told.items() if k in ("startDate", "endDate")}
            values.append(
                {"timex": value["Timex"], **ends, **({"Mod": 1} if value.get("Mod") else {})}
            )
        elif told:
            values.append({"timex": value["Timex"]})
    return values


def _reading(value: dict[str, Any]) -> tuple[str, date | None, date | None] | None:
    timex = value.get("timex", "")
    if value.get("value") == "0001-01-01":  # its way to say that there is no such day
        return timex, None, None
    if "Mod" in value or ("start" in value) != ("end" in value):
        return None
    try:
        if "start" in value:
            return timex, _day(value["start"]), _day(value["end"])
        if value.get("type") == "date" and value.get("value") != "not resolved":
            return timex, _day(value["value"]), _day(value["value"]) + timedelta(days=1)
    except ValueError:
        return None
    return timex, None, None


def _day(text: str) -> date:
    return date.fromisoformat(text[:10])


def right(case: Case, mentions: list[DateMention]) -> bool:
    """Tell whether some mention that overlaps the case gives one of its readings."""
    near = [m for m in mentions if m.start < case.end and case.start < m.end]
    return any(_equal(case, m, reading) for m in near for reading in case.readings)


def _equal(case: Case, mention: DateMention, reading: tuple[str, date | None, date | None]) -> bool:
    timex, first, end = reading
    if first is None or end is None:
        return _same_value(mention.value, timex)
    period = mention.period
    if mention.value.startswith(("PX", "PTX")) and "(" in timex:  # the past few days
        return _same_value(mention.value, timex.rpartition(",")[2].rstrip(")"))
    if period is None or period.start is None or period.end is None:
        return False
    words = case.sentence[max(0, case.start - 8) : case.end]
    if case.kind == "date" and period.precision is not Precision.DAY and DISTANCE.search(words):
        return period.start <= first <= period.end
    if period.start != first:
        return False
    return _last_unit(mention, period.end) <= end <= period.end + timedelta(days=1)


def _last_unit(mention: DateMention, last: date) -> date:
    """Return the first day of the last unit of a range, which the yardstick leaves out."""
    match mention.period and mention.period.precision:
        case Precision.WEEK:
            return last - timedelta(days=last.weekday())
        case Precision.MONTH:
            return last.replace(day=1)
        case Precision.QUARTER:
            months = 6 if "-H" in mention.value else 3
            return date(last.year, (last.month - 1) // months * months + 1, 1)
        case Precision.YEAR:
            return date(last.year, 1, 1)
    return last


def _same_value(ours: str, theirs: str) -> bool:
    for pattern, form in SAME:
        theirs = re.sub(pattern, form, theirs)
        ours = re.sub(pattern, form, ours)
    if theirs in ("SP", "SU", "FA", "WI"):
        return ours.endswith("-" + theirs)
    return re.fullmatch(re.sub("(?<=[PT])X", r"[23]", ours), theirs) is not None


def ours(case: Case) -> bool:
    """Measure this program on a case."""
    return right(case, find_dates(document(case.sentence, case.language, case.reference)))


def peer(case: Case) -> bool:
    """Measure dateparser on a case: it gives single days only."""
    from dateparser.search import search_dates

    if case.kind != "date":
        return False
    base = datetime.combine(case.reference, datetime.min.time())
    settings = {"RELATIVE_BASE": base}
    found = search_dates(case.sentence, languages=[case.language], settings=settings) or []
    days = {moment.date() for _, moment in found}
    return any(first in days for _, first, _ in case.readings if first)


def table(
    title: str, all_cases: list[Case], judge: Callable[[Case], bool]
) -> tuple[list[str], list[Case]]:
    """Return rows of right values by kind, and the cases that are wrong."""
    total: Counter[str] = Counter()
    good: Counter[str] = Counter()
    wrong = []
    for case in all_cases:
        total[case.kind] += 1
        if judge(case):
            good[case.kind] += 1
        else:
            wrong.append(case)
    row = [f"{title:24}"]
    for kind in total:
        row.append(f"{kind} {good[kind]}/{total[kind]} {good[kind] / total[kind]:.3f}")
    row.append(f"all {sum(good.values()) / max(sum(total.values()), 1):.3f}")
    return row, wrong


def timebank() -> None:
    """Run the scorer of the yardstick on the French TimeBank."""
    sys.path.insert(0, str(YARDSTICKS))
    import score_dates

    score_dates.main(str(YARDSTICKS / "dates" / "fr_timebank_dev"))


def right_values(language: str) -> tuple[float, float | None]:
    """Return the share of right values of this program and of dateparser, all kinds together."""
    folder = YARDSTICKS / "dates" / "recognizers_text_datetime"
    all_cases = list(cases(language, folder))
    mine = sum(map(ours, all_cases)) / len(all_cases)
    theirs = sum(map(peer, all_cases)) / len(all_cases) if has_peer() else None
    return round(mine, 3), theirs if theirs is None else round(theirs, 3)


def peer_days() -> float | None:
    """Return the share of TimeBank's days that dateparser gives when it is handed the words."""
    if not has_peer():
        return None
    import dateparser

    sys.path.insert(0, str(YARDSTICKS))
    import score_dates

    days = right = 0
    for path in sorted((YARDSTICKS / "dates" / "fr_timebank_dev").glob("*.tml")):
        published, text, gold = score_dates.load(str(path))
        settings = {"RELATIVE_BASE": datetime.fromisoformat(published)}
        for start, end, kind, value in gold:
            if kind == "DATE" and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
                found = dateparser.parse(text[start:end], languages=["fr"], settings=settings)
                days += 1
                right += found is not None and found.date().isoformat() == value
    return round(right / days, 3)


def has_peer() -> bool:
    """Return whether dateparser is installed."""
    return find_spec("dateparser") is not None


def speed() -> None:
    """Print how much text is read in a second."""
    folder = YARDSTICKS / "dates" / "fr_timebank_dev"
    text = "\n\n".join(p.read_text(encoding="utf-8") for p in sorted(folder.glob("*.tml")))
    text = re.sub(r"<[^>]*>", "", text) * 5
    start = time.process_time()
    found = find_dates(document(text, "fr", date(2003, 1, 1)))
    seconds = time.process_time() - start
    print(f"speed: {len(text) / seconds / 1e6:.2f} MB/s ({len(found)} mentions)")


def main() -> int:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--wrong", choices=KINDS)
    parser.add_argument("--language", choices=("French", "English"))
    arguments = parser.parse_args()
    folder = YARDSTICKS / "dates" / "recognizers_text_datetime"
    if not folder.is_dir():
        print(f"Nothing measured: {folder} is absent. Put the yardsticks there and run again.")
        return 0
    if not arguments.wrong:
        timebank()
        speed()
    for language in ("French", "English"):
        if arguments.language not in (None, language):
            continue
        all_cases = list(cases(language, folder))
        row, wrong = table(f"{language} ours", all_cases, ours)
        print("  ".join(row))
        if arguments.wrong:
            for case in wrong:
                if case.kind == arguments.wrong:
                    words = case.sentence[case.start : case.end]
                    wanted = [f"{r[0]} {r[1]}..{r[2]}" for r in case.readings]
                    print(f"  {case.reference} {case.sentence!r} [{words}] {wanted}")
            continue
        try:
            days = [case for case in all_cases if case.kind == "date"]  # it knows nothing else
            row, _ = table(f"{language} dateparser", days, peer)
            print("  ".join(row))
        except ImportError:
            print(f"{language}: dateparser is not installed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
