"""A name that stands in two or three columns: which of the columns are parts of it."""

from collections.abc import Collection, Sequence

from xlcrm.sheets import MODELS, columns
from xlcrm.sheets.spellings import name_parts, plain

_PARTS = 2


def name_columns(table: str, headers: Sequence[str], other: Collection[int] = ()) -> list[int]:
    """The columns that together hold a person's name, by their place from 0, in order.

    Args:
        table: the name of our table.
        headers: the texts over the columns, in order.
        other: the places of columns of which it is known that they are something else.

    Returns:
        Nothing where the table names nobody, or where fewer than two columns are parts.
    """
    if "name" not in columns(MODELS[table]):
        return []
    words = name_parts()
    found = [at for at, one in enumerate(headers) if plain(one) in words and at not in other]
    return found if len(found) >= _PARTS else []
