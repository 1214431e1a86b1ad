"""The hidden sheet between Lists and the drop-downs: the words of each list, one after another.

The manager adds words to Lists in any order; a drop-down needs cells that stand together. The
formulas here sort them by list with the plainest functions there are, so that they work alike in
Excel and LibreOffice and without the add-in (docs/decisions/0005).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from xlcrm.cells import Address, TablePlace, Value, column_letters, quoted
from xlcrm.frames import ROW, Frames
from xlcrm.language import DEFAULT, text
from xlcrm.patches import Cell, DefineName, Style, WriteSheet
from xlcrm.report.theme import GREY
from xlcrm.sheets import MODELS, recognise
from xlcrm.sheets.vocabularies import LABELS, list_key

KEY = "drop_downs"
CAPACITY = 1000
"""Rows of the Lists table that the drop-downs see."""

_FIRST = 4
_LAST = _FIRST + CAPACITY - 1
_COLUMNS = ("code", "label", "first", "last", "number", "rank", "value")
_CODES = tuple(LABELS)

Item = tuple[str | None, Value, str | None]
"""A row of Lists: list, value, alias_of."""


def list_name(code: str) -> str:
    """The workbook's name for the words of a list."""
    return f"list_{code}"


def drop_down_names(title: str) -> list[DefineName]:
    """The names by which drop-downs find the words of each list, and the lists themselves.

    Args:
        title: of the sheet behind the drop-downs.
    """
    sheet = quoted(title)
    words = f"{sheet}!$G${_FIRST}:$G${_LAST + 1}"
    names = [
        DefineName(
            list_name(code),
            f"INDEX({words},{sheet}!$C${row}):INDEX({words},{sheet}!$D${row})",
        )
        for row, code in enumerate(_CODES, _FIRST)
    ]
    labels = f"{sheet}!$B${_FIRST}:$B${_FIRST + len(_CODES) - 1}"
    return [*names, DefineName("list_names", labels)]


def drop_down_sheet(items: Iterable[Item], lists: TablePlace, language: str = "en") -> WriteSheet:
    """The sheet behind the drop-downs, with the values that its formulas have now.

    Whoever appends rows to Lists in a closed workbook writes this sheet too: a program that opens
    the book shows the cached values until somebody edits Lists.

    Args:
        items: the rows of the Lists table in order, blank rows included.
        lists: where that table stands.
        language: of the sheet's texts.
    """
    order = _Order.of(tuple(items)[:CAPACITY])
    cells: dict[Address, Cell] = {
        Address(1, 1): Cell(text("list.sheet.note", language), style=Style(color=GREY))
    }
    for at, name in enumerate(_COLUMNS, 1):
        cells[Address(3, at)] = Cell(text(f"list.sheet.{name}", language), style=Style(bold=True))
    for at, code in enumerate(_CODES):
        cells.update(_list_cells(at, code, order, language))
    letters = _letters(lists)
    for at in range(CAPACITY):
        cells.update(_item_cells(at, order, lists, letters, language))
    widths = {1: 18.0, 2: 18.0, 3: 10.0, 4: 10.0, 5: 12.0, 6: 10.0, 7: 30.0}
    title = text("list.sheet.title", language)
    return WriteSheet(KEY, title, cells, widths=widths, freeze=Address(_FIRST, 1), hidden=True)


def drop_downs_of(frames: Frames, language: str = "en") -> WriteSheet | None:
    """The sheet behind the drop-downs for a workbook as it is now; None if it has no Lists.

    Args:
        frames: the workbook's tables.
        language: of the sheet's texts.
    """
    place = frames.place("Lists")
    if place is None:
        return None
    items: list[Item] = [(None, None, None)] * (place.extent.height - 1)
    for row, *item in frames["Lists"].select(ROW, "list", "value", "alias_of").iter_rows():
        items[row - place.first_row] = (item[0], item[1], item[2])
    return drop_down_sheet(items, place, language)


@dataclass(frozen=True)
class _Order:
    """What the formulas come to: the list's number and the place of each item, and the words."""

    numbers: Sequence[int | None]
    ranks: Sequence[int | None]
    words: Sequence[Value]

    @classmethod
    def of(cls, items: Sequence[Item]) -> "_Order":
        numbers = [_number(item) for item in items]
        known = [at for at, number in enumerate(numbers) if number is not None]
        order = sorted(known, key=lambda at: numbers[at] or 0)
        ranks: list[int | None] = [None] * len(items)
        for rank, at in enumerate(order, 1):
            ranks[at] = rank
        return cls(numbers, ranks, [items[at][1] for at in order])


def _number(item: Item) -> int | None:
    name, value, alias_of = item
    code = list_key(name or "")
    if value in (None, "") or alias_of or code not in LABELS:
        return None
    return _CODES.index(code) + 1


def _list_cells(at: int, code: str, order: _Order, language: str) -> Iterator[tuple[Address, Cell]]:
    row, number = _FIRST + at, at + 1
    numbers = f"$E${_FIRST}:$E${_LAST}"
    count = order.numbers.count(number)
    below = sum(1 for other in order.numbers if other is not None and other < number)
    some = f"COUNTIF({numbers},{number})"
    nowhere = CAPACITY + 1
    yield Address(row, 1), Cell(code)
    yield Address(row, 2), Cell(text(f"list.{code}", language))
    yield (
        Address(row, 3),
        Cell(
            below + 1 if count else nowhere,
            f'IF({some}=0,{nowhere},COUNTIF({numbers},"<{number}")+1)',
        ),
    )
    yield (
        Address(row, 4),
        Cell(below + count if count else nowhere, f"IF({some}=0,{nowhere},$C{row}+{some}-1)"),
    )


def _item_cells(
    at: int, order: _Order, lists: TablePlace, letters: Mapping[str, str], language: str
) -> Iterator[tuple[Address, Cell]]:
    row, sheet, above = _FIRST + at, quoted(lists.sheet), lists.extent.first.row
    this = f"ROWS($E${_FIRST}:$E{row})+{above}"
    name, value, alias = (
        f"INDEX({sheet}!${letters[field]}:${letters[field]},{this})"
        for field in ("list", "value", "alias_of")
    )
    codes = f"$A${_FIRST}:$A${_FIRST + len(_CODES) - 1}"
    match = f'MATCH(SUBSTITUTE(TRIM({name})," ","_"),{codes},0)'
    if language != DEFAULT:  # the name of an English list is its code, with blanks
        match = f"IFERROR({match},MATCH(TRIM({name}),{codes.replace('A', 'B')},0))"
    numbers, ranks = f"$E${_FIRST}:$E${_LAST}", f"$F${_FIRST}:$F${_LAST}"
    yield (
        Address(row, 5),
        Cell(_at(order.numbers, at), f'IFERROR(IF(AND({value}<>"",{alias}=""),{match},""),"")'),
    )
    yield (
        Address(row, 6),
        Cell(
            _at(order.ranks, at),
            f'IF($E{row}="","",COUNTIF({numbers},"<"&$E{row})+COUNTIF($E${_FIRST}:$E{row},$E{row}))',
        ),
    )
    words = f"{sheet}!${letters['value']}:${letters['value']}"
    yield (
        Address(row, 7),
        Cell(
            _at(order.words, at),
            f'IFERROR(INDEX({words},MATCH(ROWS($G${_FIRST}:$G{row}),{ranks},0)+{above}),"")',
        ),
    )


def _at(values: Sequence[Value], at: int) -> Value:
    found = values[at] if at < len(values) else None
    return "" if found is None else found


def _letters(place: TablePlace) -> dict[str, str]:
    fields = recognise(MODELS["Lists"], place.headers)
    return {field: column_letters(place.column_of(header)) for header, field in fields.items()}
