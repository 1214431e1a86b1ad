"""What stands around a sheet's cells and names their ranges, grown along with them."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from xlcrm.cells import Address, Extent

_QUOTED = rb"(?:\"[^\"]*\"|'[^']*')"
_ATTRIBUTES = rb"(?:\s+[\w:.-]+\s*=\s*" + _QUOTED + rb")*?"
_RULE = re.compile(
    rb"(<(?:[\w.-]+:)?(?:dataValidation|conditionalFormatting)"
    + _ATTRIBUTES
    + rb"\s+sqref\s*=\s*[\"'])([^\"']*)"
)
_RULE_2009 = re.compile(rb"(<(?:[\w.-]+:)?sqref>)([^<]*)")
_DIMENSION = re.compile(rb"(<(?:[\w.-]+:)?dimension\s+ref\s*=\s*[\"'])([^\"']*)")
_MERGE = re.compile(rb"<(?:[\w.-]+:)?mergeCell\s+ref\s*=\s*[\"']([^\"']*)")
_ARRAY = re.compile(
    rb"<(?:[\w.-]+:)?f(?=[^>]*\st\s*=\s*[\"'](?:array|dataTable)[\"'])"
    rb"[^>]*\sref\s*=\s*[\"']([^\"']*)"
)


@dataclass(frozen=True)
class Growth:
    """A table whose last row moved.

    Attributes:
        columns: the table's first and last column.
        before, after: the last row before and after; the table shrank where `after` is less.
    """

    columns: tuple[int, int]
    before: int
    after: int

    def of(self, extent: Extent) -> Extent:
        """A range that covered the last row goes along with it; another stays.

        Where the table shrinks, only ranges that end with it do: one that reaches further was
        not made for the rows that went.
        """
        first, last = extent
        aside = last.column < self.columns[0] or first.column > self.columns[1]
        grown = first.row <= self.before <= last.row < self.after
        shrunk = first.row <= self.after < self.before == last.row
        if aside or not (grown or shrunk):
            return extent
        return Extent(first, Address(self.after, last.column))


def grow_rules(tail: bytes, growth: Growth) -> bytes:
    """The bytes after the cells, with validations and conditional formats grown."""

    def grown(match: re.Match[bytes]) -> bytes:
        ranges = [_grown(text, growth.of) for text in match[2].split()]
        return match[1] + b" ".join(ranges) if ranges != match[2].split() else match[0]

    return _RULE_2009.sub(grown, _RULE.sub(grown, tail))


def grow_dimension(head: bytes, cells: list[Address]) -> bytes:
    """The bytes before the cells, with the used range grown over more cells."""
    rows = [cell.row for cell in cells]
    columns = [cell.column for cell in cells]

    def over(extent: Extent) -> Extent:
        first = Address(min([extent.first.row, *rows]), min([extent.first.column, *columns]))
        last = Address(max([extent.last.row, *rows]), max([extent.last.column, *columns]))
        return Extent(first, last)

    return _DIMENSION.sub(lambda match: match[1] + _grown(match[2], over), head, count=1)


def shrink_dimension(head: bytes, growth: Growth) -> bytes:
    """The bytes before the cells, where the used range ended with a table that shrank.

    It says whether there may be rows below a table, which are looked for only then.
    """

    def ending(extent: Extent) -> Extent:
        first, last = extent
        shrunk = first.row <= growth.after < growth.before == last.row
        return Extent(first, Address(growth.after, last.column)) if shrunk else extent

    return _DIMENSION.sub(lambda match: match[1] + _grown(match[2], ending), head, count=1)


def _grown(text: bytes, change: Callable[[Extent], Extent]) -> bytes:
    """A range after a change; the same text where it is no range of cells."""
    try:
        extent = Extent.parse(text.decode())
    except ValueError:
        return text
    changed = change(extent)
    return text if changed == extent else changed.a1.encode()


def merged_ranges(tail: bytes) -> Iterator[Extent]:
    """The ranges that are one cell."""
    yield from _ranges(_MERGE, tail)


def array_ranges(data: bytes) -> Iterator[Extent]:
    """The blocks that one formula fills."""
    if b"array" in data or b"dataTable" in data:
        yield from _ranges(_ARRAY, data)


def _ranges(pattern: re.Pattern[bytes], data: bytes) -> Iterator[Extent]:
    for match in pattern.finditer(data):
        try:
            yield Extent.parse(match[1].decode())
        except ValueError:
            continue


def overlap(one: Extent, other: Extent) -> bool:
    """Whether two ranges share a cell."""
    return (
        one.first.row <= other.last.row
        and other.first.row <= one.last.row
        and one.first.column <= other.last.column
        and other.first.column <= one.last.column
    )
