"""What adopting asks of an open book: what may be a table in it, and sheets of the user's own."""

from collections.abc import Callable, Collection, Iterator

from xlcrm.cells import TablePlace
from xlcrm.workbook.additions import Addition, Standing
from xlcrm.workbook.blocks import Block, blocks_of
from xlcrm.workbook.live.program import Program
from xlcrm.workbook.live.rows import LiveRows
from xlcrm.workbook.live.sheets import OwnSheets, free_title, own_titles
from xlcrm.workbook.live.tables import LiveTable, find_tables
from xlcrm.workbook.plain_ranges import IsWord

_NOTHING = "=0"


def survey(program: Program, is_word: IsWord) -> Iterator[Block]:
    """All that may be a table, in the order of the sheets; generated sheets left aside.

    Args:
        program: the program.
        is_word: whether a text is one that people put over columns.
    """
    places = [table.place for table in find_tables(program).values()]
    own = set(own_titles(program).values())
    for sheet in program.book.sheets:
        rows = LiveRows(program, sheet)
        if rows.title not in own:
            yield from blocks_of(rows, [one for one in places if one.sheet == rows.title], is_word)


def table_at(program: Program, place: TablePlace) -> LiveTable:
    """A place as a table, such as a plain range whose headers have been found."""
    sheet = program.book.sheets[place.sheet]
    last = place.extent.last.row
    return LiveTable(
        sheet, place, last, has_header=True, calculated=frozenset(), own_name=place.name
    )


def add_sheets(
    program: Program,
    title: str,
    make: Callable[[Standing], Addition],
    *,
    titles: Collection[str],
    keys: Collection[str],
) -> None:
    """Adds sheets after the last one, in one step.

    Args:
        program: the program.
        title: what the step is called in the program's list of what can be undone.
        make: says what is added to a workbook that holds so much.
        titles: the titles that `make` would like to use.
        keys: the keys of generated sheets that `make` wants to know about.

    Raises:
        BookWriteError: a sheet that is written anew is protected.
    """
    addition = make(_standing(program, titles, keys))
    sheets = [sheet.spelled_out() for sheet in addition.sheets]
    if not sheets and not addition.names:
        return
    own = OwnSheets(program)
    own.check(sheets)
    with program.step(title):
        # A drop-down needs the name of its list to be there, and the name's meaning the sheets.
        for name in addition.names:
            program.define_name(name.name, _NOTHING)
        own.write(sheets)
        for name in addition.names:
            program.define_name(name.name, f"={name.refers_to.removeprefix('=')}")
        for sheet in sheets:
            if sheet.key not in addition.owned:
                own.give_away(sheet.key)


def _standing(program: Program, titles: Collection[str], keys: Collection[str]) -> Standing:
    taken = {sheet.name.casefold() for sheet in program.book.sheets}
    own = own_titles(program)
    return Standing(
        {name: table.place for name, table in find_tables(program).items()},
        {
            str(name.name): str(name.refers_to or "").removeprefix("=")
            for name in program.book.names
        },
        {key: own[key] for key in keys if own.get(key)},
        {wished: free_title(wished, taken) for wished in titles},
    )
