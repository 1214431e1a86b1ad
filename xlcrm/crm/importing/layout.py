"""How the lines of a file part into fields: the delimiter, and the names in the header line."""

import re
from collections.abc import Sequence

from xlcrm.cells import column_letters

DELIMITERS = ("\t", "|", ";", ",")
"""In the order in which they are believed: a comma stands in texts most often, a tab never."""

BLANKS = " "
"""The delimiter of files in columns of fixed width: runs of blanks, blanks at the ends dropped."""

WIDE_BLANKS = "  "
"""The same where single blanks belong to the texts: runs of two or more."""

NONE = ""
"""The file has one column."""

_SAMPLE = 200
_CONSISTENT = 0.95
_QUOTED = re.compile(r'"[^"]*"')
_EXCEL_HINT = re.compile(r"sep=([,;|\t])$", re.IGNORECASE)


def excel_hint(line: str) -> str:
    """The delimiter that a first line such as "sep=;" gives to Excel; "" when it is no hint."""
    match = _EXCEL_HINT.match(line.strip(" "))
    return match[1] if match else ""


def sniff_delimiter(lines: Sequence[str]) -> str:
    """The delimiter of a file.

    A character counts when it stands in the header; the one with which most of the first lines
    have as many fields as the header wins, and `DELIMITERS` decides between equals. Without any
    it is runs of blanks, if those part the lines evenly and some column holds figures.

    Args:
        lines: the header line and the next ones, none of them blank.

    Returns:
        One of `DELIMITERS`, `BLANKS`, `WIDE_BLANKS` or `NONE`.
    """
    sample = [_QUOTED.sub("", line) for line in lines[:_SAMPLE]]
    found = [(mark, _evenness(sample, mark)) for mark in DELIMITERS if mark in sample[0]]
    if found:
        return max(found, key=lambda one: one[1])[0]
    for blanks in (BLANKS, WIDE_BLANKS):
        if _parted_by(sample, blanks):
            return blanks
    return NONE


def _evenness(sample: Sequence[str], mark: str) -> float:
    expected = sample[0].count(mark)
    return sum(line.count(mark) == expected for line in sample) / len(sample)


def _parted_by(sample: Sequence[str], blanks: str) -> bool:
    header, *rows = (re.split(pattern_of(blanks), line.strip()) for line in sample)
    even = [row for row in rows if len(row) == len(header)]
    if len(header) == 1 or not even or len(even) < _CONSISTENT * len(rows):
        return False
    return any(
        all(any(map(str.isdigit, row[place])) for row in even) for place in range(len(header))
    )


def pattern_of(blanks: str) -> str:
    """The regular expression of a delimiter of blanks."""
    return r"\s+" if blanks == BLANKS else r"\s{2,}"


def header_names(fields: Sequence[str]) -> tuple[str, ...]:
    """The names of the columns: trimmed, none blank, no two alike.

    A column without a name is called by its letter, as a spreadsheet would show it; a name that
    was there before gets a number: "Date", "Date (2)".
    """
    names: list[str] = []
    for number, field in enumerate(fields, start=1):
        name = " ".join(field.split()) or column_letters(number)
        unique, count = name, 1
        while unique in names:
            count += 1
            unique = f"{name} ({count})"
        names.append(unique)
    return tuple(names)
