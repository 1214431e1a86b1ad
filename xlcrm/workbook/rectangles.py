"""Scattered cells as few rectangles."""

from collections.abc import Collection, Iterable

from xlcrm.cells import Address, Extent


def rectangles(places: Iterable[tuple[int, int]]) -> list[Extent]:
    """Rectangles that hold just these cells, none twice; rows first, then joined downward.

    Args:
        places: rows and columns.
    """
    rows: dict[int, list[int]] = {}
    for row, column in places:
        rows.setdefault(row, []).append(column)
    done: list[Extent] = []
    growing: dict[tuple[int, int], Extent] = {}
    for row in sorted(rows):
        runs = _runs(rows[row])
        fresh: dict[tuple[int, int], Extent] = {}
        for left, right in runs:
            above = growing.pop((left, right), None)
            joined = above is not None and above.last.row == row - 1
            first = above.first if above is not None and joined else Address(row, left)
            if above is not None and not joined:
                done.append(above)
            fresh[left, right] = Extent(first, Address(row, right))
        done += growing.values()
        growing = fresh
    return [*done, *growing.values()]


def _runs(columns: Collection[int]) -> list[tuple[int, int]]:
    """The runs of columns that stand side by side: first and last."""
    found: list[tuple[int, int]] = []
    for column in sorted(columns):
        if found and found[-1][1] == column - 1:
            found[-1] = (found[-1][0], column)
        else:
            found.append((column, column))
    return found
