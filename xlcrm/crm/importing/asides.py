"""Lines of a file that are no rows of their own: totals of the rows above, and the header again."""

from collections.abc import Mapping, Sequence

import polars as pl

from xlcrm.crm.importing.columns import ReadColumn
from xlcrm.crm.importing.files import RowFile
from xlcrm.crm.importing.mapping import Take
from xlcrm.crm.importing.natural import NATURAL
from xlcrm.crm.importing.outcome import Refusal
from xlcrm.sheets.foreign import is_total, total_pattern
from xlcrm.sheets.kinds import Kind
from xlcrm.sheets.vocabularies import folded

_CENTS = 100
_SEVERAL = 2
"""A sum is of so many rows at least; of one, any row after its double would be a total."""


_COUNTED = frozenset({"inquiries"})
"""Whole numbers that count something; the others are ages, years, scores and places."""


def find_asides(
    rows: RowFile, takes: Sequence[Take], read: Mapping[str, ReadColumn], table: str
) -> dict[int, Refusal]:
    """The lines that are no rows, by their place in the file's frame, each with its reason.

    A line is a total where a cell begins as one ("Total", "Итого за март"), and it has no date
    though the table needs one, or its figures are the sums of the rows above (since the last total,
    or of all of them), or it holds nothing but figures besides. So a customer called "Total" stays;
    and so does a row that is dated and says in another cell whose it is, whatever its figures are.

    Args:
        rows: the file.
        takes: the columns that are taken.
        read: their values, by name.
        table: the table that grows.
    """
    found = _headers_again(rows)
    labels = _labels(rows.frame)
    if not labels:
        return found
    dated = [take.name for take in takes if _needs_date(take)]
    whose = _whose(takes, table)
    sums = _Sums([read[take.name].values for take in takes if _adds_up(take, read[take.name])])
    for at in sorted(labels):
        header, label = labels[at]
        undated = bool(dated) and all(read[name].values[at] is None for name in dated)
        named = any(
            read[take.name].values[at] is not None for take in whose if take.header != header
        )
        if (
            undated
            or (not named and sums.agree(at))
            or (not dated and _only_figures(at, header, rows, takes, read))
        ):
            sums.leave_out(at)
            found[at] = Refusal(rows.lines[at], header, label, "import.row_total")
    return found


def _headers_again(rows: RowFile) -> dict[int, Refusal]:
    """Lines that repeat the header, as exports by the page do."""
    same = rows.frame.select(
        pl.all_horizontal(
            pl.col(name).is_null() | (pl.col(name).str.to_lowercase() == name.lower())
            for name in rows.headers
        )
        & (pl.sum_horizontal(pl.all().is_not_null()) >= min(_SEVERAL, len(rows.headers)))
    ).to_series()
    return {
        at: Refusal(rows.lines[at], "", "", "import.row_header") for at in same.arg_true().to_list()
    }


def _labels(frame: pl.DataFrame) -> dict[int, tuple[str, str]]:
    """The first cell of a row that begins as a total, with its header, by the row's place."""
    found: dict[int, tuple[str, str]] = {}
    pattern = total_pattern()
    for name in frame.columns:
        texts = frame[name]
        maybe = texts.str.contains(pattern).fill_null(value=False)
        for at in maybe.arg_true():
            if at not in found and is_total(texts[at]):
                found[at] = (name, texts[at])
    return found


def _needs_date(take: Take) -> bool:
    column = take.column
    return column is not None and column.required and column.kind in {Kind.DAY, Kind.MOMENT}


def _whose(takes: Sequence[Take], table: str) -> list[Take]:
    """The columns that say whose a row is, or what it is about."""
    key = NATURAL.get(table)
    names = {*key.who, *key.names} if key else set()
    return [take for take in takes if take.column is not None and take.name in names]


def _adds_up(take: Take, read: ReadColumn) -> bool:
    """Whether the figures of a column can be summed: ages, scores and positions cannot."""
    kind = None if take.column is None else take.column.kind
    summable = kind in {None, Kind.MONEY, Kind.NUMBER} or take.name in _COUNTED
    return summable and read.values.dtype == pl.Float64


def _only_figures(
    at: int,
    header: str,
    rows: RowFile,
    takes: Sequence[Take],
    read: Mapping[str, ReadColumn],
) -> bool:
    """Whether a row holds nothing but its label and at least one figure."""
    others = [take for take in takes if take.header != header]
    filled = [take for take in others if read[take.name].values[at] is not None]
    untaken = [name for name in rows.headers if name not in {one.header for one in takes}]
    words = [rows.frame[name][at] for name in untaken if name != header]
    return (
        all(_adds_up(take, read[take.name]) for take in filled)
        and not any(map(str.isalpha, folded("".join(filter(None, words)))))
        and bool(filled or any(words))
    )


class _Sums:
    """The sums of columns of figures over the rows above a place, in cents.

    Args:
        columns: the figures, null where there are none.
    """

    def __init__(self, columns: Sequence[pl.Series]) -> None:
        self._cents = [(values.fill_null(0.0) * _CENTS).round() for values in columns]
        self._sums = [values.cum_sum() for values in self._cents]
        self._totals: list[int] = []

    def agree(self, at: int) -> bool:
        """Whether a column's figure at a place is the sum above it, and no column's is another."""
        for start in {0, self._totals[-1] + 1 if self._totals else 0}:
            left_out = [total for total in self._totals if total >= start]
            if at - start - len(left_out) < _SEVERAL:
                continue
            said = [
                (cents[at], self._between(number, start, at, left_out))
                for number, cents in enumerate(self._cents)
                if cents[at]
            ]
            if said and all(one == other for one, other in said):
                return True
        return False

    def leave_out(self, at: int) -> None:
        """A place counts as a total: later sums are without it."""
        self._totals.append(at)

    def _between(self, number: int, start: int, at: int, left_out: Sequence[int]) -> float:
        sums = self._sums[number]
        before = sums[start - 1] if start else 0.0
        above = sums[at - 1] if at else 0.0
        return float(above - before - sum(self._cents[number][total] for total in left_out))
