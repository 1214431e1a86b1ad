"""Sheets and names to be added to a workbook as the user's own, wherever it lives."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from xlcrm.cells import TablePlace
from xlcrm.patches import DefineName, WriteSheet


@dataclass(frozen=True)
class Standing:
    """What a workbook holds already.

    Attributes:
        tables: its tables by name, in the order of the sheets.
        names: its workbook-wide names, with what they refer to.
        own: the titles of the generated sheets that it has, by key, of those asked about.
        titles: for each wished title one that is free.
    """

    tables: Mapping[str, TablePlace]
    names: Mapping[str, str]
    own: Mapping[str, str]
    titles: Mapping[str, str]


@dataclass(frozen=True)
class Addition:
    """What is to be added.

    Attributes:
        sheets: sheets whose titles are free, or that are ours and written anew.
        owned: the keys of those that stay ours and may be written anew later.
        names: workbook-wide names, which must be free or ours.
    """

    sheets: Sequence[WriteSheet] = ()
    owned: Collection[str] = ()
    names: Sequence[DefineName] = ()
