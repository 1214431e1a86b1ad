"""Reading the tables of a document that is open in Calc, again only where something changed."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from xlcrm.hosts.adopted import SHEET
from xlcrm.hosts.libreoffice.areas import Area, areas
from xlcrm.hosts.libreoffice.cell_kinds import CellKinds
from xlcrm.hosts.libreoffice.plain_areas import plain_areas
from xlcrm.hosts.libreoffice.raw_tables import RawTable
from xlcrm.hosts.libreoffice.watching import TableWatch
from xlcrm.sheets import MODELS
from xlcrm.workbook.columns_table import NAME, WIDTH, read_named

_STEP = 64
_OTHER_EPOCH = 1904


class _Known(NamedTuple):
    """A table that was read: after which edit, where it stood and whether in whole."""

    stamp: int
    place: tuple[str, Area, bool]
    table: RawTable


class CalcTables:
    """The tables of a document, watched from the time at which they are first read.

    A table is read again when its place changes, or something in it.

    Args:
        document: a Calc document.
        on_edit: called after each edit of one of them.
    """

    def __init__(self, document: Any, on_edit: Callable[[], None]) -> None:
        self._document = document
        self._kinds = CellKinds(document)
        self._watch = TableWatch(document, on_edit)
        self._known: dict[str, _Known] = {}
        self.epoch_1904: bool = document.NullDate.Year == _OTHER_EPOCH
        """Whether the document's day 0 is 1904-01-01."""

    def read(self) -> dict[str, RawTable]:
        """All tables by name, in the order of the sheets; what has not changed is the same object.

        Of a workbook that was adopted, the sheets with plain lists follow (see `hosts.adopted`).
        Whoever calls it holds the office's lock, so that nothing changes meanwhile.
        """
        found = areas(self._document)
        titles = self._document.Sheets.ElementNames if found else ()
        stands = self._stands(found, titles)
        plain = list(plain_areas(self._document, found, stands)) if stands else []
        self._watch.keep([area.name for area in (*found, *plain)])
        return {
            area.name: self._table(
                area, titles[area.sheet], found, whole=area.name in MODELS or area.name in stands
            )
            for area in found
        } | {area.name: self._table(area, titles[area.sheet], (), whole=True) for area in plain}

    def close(self) -> None:
        """Lets go of the document."""
        self._watch.close()
        self._known.clear()
        self._document = None

    def _stands(self, found: Sequence[Area], titles: Sequence[str]) -> frozenset[str]:
        """Where the table "Columns" says that tables stand, and itself; empty where it is not."""
        columns = next((area for area in found if area.name == NAME), None)
        if columns is None or columns.right - columns.left + 1 < WIDTH:
            return frozenset()
        rows = self._table(columns, titles[columns.sheet], found, whole=True).rows[1:]
        named = read_named([*zip(*(row[:WIDTH] for row in rows), strict=True)])
        return frozenset({NAME, *(one.stands for one in named)})

    def _table(self, area: Area, title: str, others: Sequence[Area], *, whole: bool) -> RawTable:
        known = self._known.get(area.name)
        last = area.bottom if known is None else max(known.table.last, area.bottom)
        stamp = self._watch.stamp(title, area, last)
        place = title, area, whole
        if known is not None and known.place == place and stamp == known.stamp:
            return known.table
        table = self._read(title, area, others, whole=whole)
        if known is not None and known.place == place and table == known.table:
            table = known.table
        self._known[area.name] = _Known(self._watch.stamp(title, area, table.last), place, table)
        return table

    def _read(self, title: str, area: Area, others: Sequence[Area], *, whole: bool) -> RawTable:
        sheet = self._document.Sheets.getByName(title)
        if not whole:
            rows, width = list(_cells(sheet, area, area.top, area.top)), area.right - area.left + 1
            return RawTable(area, title, rows, [()] * width, self.epoch_1904)
        rows = list(_cells(sheet, area, area.top, area.bottom))
        if not area.totals and not area.name.startswith(SHEET):
            rows += _rows_below(sheet, area, others)
        kinds = []
        for index, column in enumerate(range(area.left, area.right + 1)):
            runs: Sequence[Any] = ()
            if any(isinstance(row[index], float) for row in rows[1:]):
                bottom = area.top + len(rows) - 1
                place = sheet.getCellRangeByPosition(column, area.top + 1, column, bottom)
                runs = self._kinds.runs(place)
            kinds.append(runs)
        return RawTable(area, title, rows, kinds, self.epoch_1904)


def _cells(sheet: Any, area: Area, first: int, last: int) -> Sequence[Sequence[Any]]:
    rows: Sequence[Sequence[Any]] = sheet.getCellRangeByPosition(
        area.left, first, area.right, last
    ).getDataArray()
    return rows


def _rows_below(sheet: Any, area: Area, others: Sequence[Area]) -> Iterator[Sequence[Any]]:
    """Filled rows that follow a table without a gap: typed there, since Calc makes no table larger.

    See docs/decisions/0008.
    """
    nearest = area.nearest_below(others)
    end = sheet.Rows.Count if nearest is None else nearest
    first = area.bottom + 1
    while first < end:
        last = min(first + _STEP, end) - 1
        for row in _cells(sheet, area, first, last):
            if all(cell == "" for cell in row):
                return
            yield row
        first = last + 1
