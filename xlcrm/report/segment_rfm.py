"""RFM on the Segments sheet: the grid of named cells, what each segment brings, what to do."""

import polars as pl

from xlcrm.cells import Address, Extent
from xlcrm.language import text
from xlcrm.metrics.rfm import CLASSES, CLASSES_OF_FEW, FEW
from xlcrm.metrics.rfm_cells import SEGMENTS, segment_of, segments
from xlcrm.patches import ChartSpec, DataBars, Series
from xlcrm.report import theme
from xlcrm.report.page import FIRST_COLUMN, Page, table_of
from xlcrm.report.segment_block import amount_of

FORMULA = "RFM_TABLE()"
BEST = frozenset({"champions", "loyal"})
TO_ACT_ON = frozenset({"attention", "about_to_sleep", "slipping", "cannot_lose"})
"""Segments whose cells are coloured: the best, and those that somebody should turn to."""

_CELL_POINTS, _CHART_PIXELS, _GAP = 38.0, 330, 8
_CUSTOMERS, _SHARE, _REVENUE, _REVENUE_SHARE = range(1, 5)
_WIDTH = 5
_CELL = theme.CELL._replace(align="center", wrap=True, size=10)
_ACROSS = theme.HEADER._replace(align="center")
_DOWN = theme.HEADER._replace(indent=1)


def rfm_block(page: Page, row: int, columns: int) -> int:
    """The grid with its picture, and the table of the segments with what to do.

    Args:
        page: the sheet.
        row: the first free row.
        columns: how many the sheet has.

    Returns:
        The first row of what follows, below a blank one.
    """
    rows = segments(page.context.whole)
    classes = CLASSES if rows.height >= FEW else CLASSES_OF_FEW
    row = page.heading(row, FIRST_COLUMN, columns, "segments.rfm")
    if not _told_apart(rows):
        return page.note(row, FIRST_COLUMN, columns, "segments.rfm_alike") + 1
    top = page.note(row, FIRST_COLUMN, columns, "segments.rfm_note", classes=classes)
    under = _grid(page, top, rows, classes)
    extent = _table(page, max(under, page.below(top, _CHART_PIXELS)) + 1, columns)
    _picture(page, top, FIRST_COLUMN + classes + 1, columns - classes - 1, extent)
    return extent.last.row + 2


def rfm_in_words(page: Page) -> list[str]:
    """What stands out: the segment that brings most, and how many good customers slip away."""
    if not _told_apart(segments(page.context.whole)):
        return []
    found = table_of(FORMULA, page.context).rows
    said = []
    best = max(found, key=lambda row: amount_of(row[_REVENUE_SHARE]))
    if amount_of(best[_REVENUE_SHARE]) > 0:
        customers, revenue = (
            page.wording.share(amount_of(best[place])) for place in (_SHARE, _REVENUE_SHARE)
        )
        said.append(page.text("segments.best", label=best[0], customers=customers, revenue=revenue))
    counts = dict(zip(SEGMENTS, (int(amount_of(row[_CUSTOMERS])) for row in found), strict=True))
    going = counts["slipping"] + counts["cannot_lose"]
    if going:
        said.append(page.text("segments.going", n=going))
    return said


def _told_apart(rows: pl.DataFrame) -> bool:
    return rows.select("r_score", "f_score").n_unique() > 1


def _grid(page: Page, row: int, rows: pl.DataFrame, classes: int) -> int:
    """R across and F down, the best in the upper right corner; returns the first row below it."""
    counts = {(r, f): n for r, f, n in rows.group_by("r_score", "f_score").len().iter_rows()}
    page.heights[row] = 36
    page.put(row, FIRST_COLUMN, page.text("segments.rfm_corner"), _DOWN)
    for recent in range(1, classes + 1):
        page.put(row, FIRST_COLUMN + recent, _side(page, "r", recent, classes), _ACROSS)
    for often in range(classes, 0, -1):
        row += 1
        page.heights[row] = _CELL_POINTS
        page.put(row, FIRST_COLUMN, _side(page, "f", often, classes), _DOWN)
        for recent in range(1, classes + 1):
            name = segment_of(f"{recent}{often}", rows.height)
            said = f"{_name(page, name)}\n{page.wording.count(counts.get((recent, often), 0))}"
            fill = theme.GOOD_FILL if name in BEST else theme.WARN_FILL if name in TO_ACT_ON else ""
            page.put(row, FIRST_COLUMN + recent, said, _CELL._replace(fill=fill))
    return row + 1


def _side(page: Page, score: str, number: int, classes: int) -> str:
    """What stands beside the cells of one score; its ends say which way it runs."""
    end = {1: "least", classes: "most"}.get(number)
    named = f"{score.upper()} {number}"
    return f"{named}: {page.text(f'segments.rfm_{score}_{end}')}" if end else named


def _name(page: Page, segment: str) -> str:
    return text(f"column.segment_{segment}", page.language)


def _table(page: Page, row: int, columns: int) -> Extent:
    """The segments, the best first, each with what to do about those who are in it."""
    share = theme.number(theme.CELL, theme.SHARE_1)
    styles = {
        0: theme.CELL_WRAP,
        _CUSTOMERS: theme.number(theme.CELL, theme.COUNT),
        _SHARE: share,
        _REVENUE: theme.number(theme.CELL, page.money()),
        _REVENUE_SHARE: share,
    }
    extent, found = page.table(row, FIRST_COLUMN, FORMULA, styles)
    first, rest = FIRST_COLUMN + _WIDTH, columns - _WIDTH
    page.span(row, first, rest, page.text("figures.to_do"), theme.header(theme.EXPLAIN))
    for down, (name, values) in enumerate(zip(SEGMENTS, found.rows, strict=True), start=row + 1):
        said = page.text(f"segments.do.{name}") if values[_CUSTOMERS] else None
        page.span(down, first, rest, said, theme.EXPLAIN)
    for place in (_CUSTOMERS, _REVENUE_SHARE):
        bars = Extent.of(row + 1, FIRST_COLUMN + place, len(found.rows), 1)
        page.formats.append(DataBars(bars, theme.BAR))
    return extent


def _picture(page: Page, row: int, column: int, width: int, table: Extent) -> None:
    """What share of the customers each segment is, beside what it brings."""
    first, count = table.first.row + 1, table.height - 1
    along = Extent.of(first, FIRST_COLUMN, count, 1)
    series = tuple(
        Series(
            page.text(f"segments.rfm_share.{name}"),
            along,
            Extent.of(first, FIRST_COLUMN + place, count, 1),
            "",
            color,
        )
        for name, place, color in (
            ("customers", _SHARE, theme.SERIES[0]),
            ("revenue", _REVENUE_SHARE, theme.SERIES[1]),
        )
    )
    page.charts.append(
        ChartSpec(
            "bar",
            page.text("segments.rfm_chart"),
            series,
            Address(row, column),
            page.pixels(column, width) - _GAP,
            _CHART_PIXELS,
            y_title=page.text("segments.rfm_axis"),
            y_format=theme.SHARE,
            y_min=0,
        )
    )
