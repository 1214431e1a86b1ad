"""That a sheet with the title of a generated one is not known as ours, so that it was left alone.

A generated sheet is known by two marks. Where they disagree neither sheet is touched, and a new one
is added: without a word its owner would go on reading the one that no command refreshes.
"""

from collections.abc import Iterator, Sequence

from xlcrm.macros.outcome import Message, say
from xlcrm.patches import WriteSheet
from xlcrm.workbook.base import Workbook


def left_alone(book: Workbook, sheets: Sequence[WriteSheet]) -> list[WriteSheet]:
    """The sheets whose titles others have, which are not known as ours; asked before writing.

    Args:
        book: the workbook.
        sheets: what is to be written.
    """
    titles = {title.casefold() for title in book.sheet_titles()}
    return [s for s in sheets if s.title.casefold() in titles and not book.sheet_title(s.key)]


def beside_told(book: Workbook, sheets: Sequence[WriteSheet]) -> Iterator[Message]:
    """What became of them, once they are written."""
    for sheet in sheets:
        yield say("command.beside", sheet=sheet.title, made=book.sheet_title(sheet.key))
