"""A name that stands in two or three columns: which of the columns are parts of it."""

from collections.abc import Collection, Mapping, Sequence

from xlcrm.cells import Value
from xlcrm.sheets import MODELS, columns
from xlcrm.sheets.spellings import firm_words, header_words, name_parts, plain
from xlcrm.sheets.vocabularies import folded

_PARTS = 2
_NAME, _COMPANY = "name", "company"
_WHOLE = 0.2
"""So many of the names with a blank in them are not only surnames."""

_STRAY = 0.1
"""Among surnames stands a firm now and then."""

_ENOUGH = 5
_DIFFERENT = 0.5
"""People of whom more than every other one shares the surname are colleagues in firms."""


def name_columns(
    table: str,
    headers: Sequence[str],
    samples: Sequence[Sequence[Value]],
    other: Collection[int] = (),
) -> list[int]:
    """The columns that together hold a person's name, by their place from 0, in order.

    Beside a column of first names, one that is headed "Name" is of surnames, where its cells are
    single words and nothing says that they are firms.

    Args:
        table: the name of our table.
        headers: the texts over the columns, in order.
        samples: for each column some of its cells.
        other: the places of columns of which it is known that they are something else.

    Returns:
        Nothing where the table names nobody, or where fewer than two columns are parts.
    """
    if "name" not in columns(MODELS[table]):
        return []
    said = _said(headers, other)
    found = [at for at, word in said.items() if word in name_parts()]
    if len(found) == 1:
        found += [at for at in _under_name(said) if _may_be_surnames(samples[at])]
    return sorted(found) if len(found) >= _PARTS else []


def firm_beside_name(
    table: str,
    headers: Sequence[str],
    samples: Sequence[Sequence[Value]],
    other: Collection[int] = (),
) -> tuple[int, int] | None:
    """The column of first names and the one headed "Name" that by its cells holds firms.

    Args:
        table: the name of our table.
        headers: the texts over the columns, in order.
        samples: for each column some of its cells.
        other: the places of columns of which it is known that they are something else.

    Returns:
        Their places from 0; None where there are no two such columns, or another one is headed as
        the firms'.
    """
    if not may_hide_firms(table, headers):
        return None
    said = _said(headers, other)
    parts = [at for at, word in said.items() if word in name_parts()]
    firms = [at for at in _under_name(said) if _are_firms(samples[at])]
    return (parts[0], firms[0]) if len(parts) == len(firms) == 1 else None


def may_hide_firms(table: str, headers: Sequence[str]) -> bool:
    """Whether firms may stand under "Name": the table asks for them, and no header names them.

    Args:
        table: the name of our table.
        headers: the texts over the columns.
    """
    fields = columns(MODELS[table])
    words = {_COMPANY, *header_words(table, _COMPANY)}
    return {_NAME, _COMPANY} <= fields.keys() and not words & set(map(plain, headers))


def _said(headers: Sequence[str], other: Collection[int]) -> dict[int, str]:
    return {at: plain(one) for at, one in enumerate(headers) if at not in other}


def _under_name(said: Mapping[int, str]) -> list[int]:
    return [at for at, word in said.items() if word == _NAME]


def _may_be_surnames(cells: Sequence[Value]) -> bool:
    """Whether nearly all of some names are one word, and nothing says that they are firms."""
    names = [name.split() for name in _names(cells)]
    several = sum(len(name) > 1 for name in names)
    return bool(names) and several <= _WHOLE * len(names) and not _are_firms(cells)


def _are_firms(cells: Sequence[Value]) -> bool:
    names = _names(cells)
    words = [set(map(_bare, name.split())) for name in names]
    firms = sum(len(said) > 1 and not firm_words().isdisjoint(said) for said in words)
    if names and firms > _STRAY * len(names):
        return True
    return len(names) >= _ENOUGH and len(set(names)) <= _DIFFERENT * len(names)


def _names(cells: Sequence[Value]) -> list[str]:
    return [folded(cell) for cell in cells if isinstance(cell, str) and cell.strip()]


def _bare(word: str) -> str:
    return word.strip('.,()"«»„“”')
