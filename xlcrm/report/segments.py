"""The Segments sheet: who the customers are, by each principle that the workbook knows."""

from collections.abc import Sequence
from itertools import zip_longest

from xlcrm.cells import Address, Extent, Value
from xlcrm.patches import ChartSpec, ColorScale, DataBars, FormulaFormat, Series, WriteSheet
from xlcrm.report import measure, theme
from xlcrm.report.figure_block import figure_block
from xlcrm.report.page import FIRST_COLUMN, Page, figure_of
from xlcrm.report.principles import Principle, principles
from xlcrm.report.segment_block import Block, amount_of, by_interest, formulas
from xlcrm.report.segment_rfm import rfm_block, rfm_in_words
from xlcrm.report.stale import newest_order
from xlcrm.udfs.context import Context

MOST_SHOWN, MOST_DRAWN = 12, 4
"""So many principles have tables, and so many of these have charts."""

_COLUMNS, _WIDTH = 10, 16.0
_TABLES, _SECOND_COLUMN = 4, FIRST_COLUMN + 5
_CHART_PIXELS = 200
_LABEL = theme.CELL_WRAP._replace(indent=1)
_MOST_ACROSS = 8
_FIGURES = {"repeat_rate": "REPEAT_RATE()", "average_order": "AVERAGE_ORDER()"}


def _written(label: Value) -> str:
    return f"{label:g}" if isinstance(label, float) else str(label)


def segments_sheet(context: Context) -> WriteSheet | None:
    """The sheet; None where nobody has ordered yet.

    Args:
        context: the workbook's frames and the day.
    """
    if newest_order(context) is None:
        return None
    page = Page("segments", context)
    amount = measure.shown(figure_of("REVENUE_TOTAL()", context).value, page.money())
    width = max(_WIDTH, measure.width_for(amount, bold=True))
    page.widths |= dict.fromkeys(range(FIRST_COLUMN, FIRST_COLUMN + _COLUMNS), width)
    candidates = principles(context)
    fitting = [found for found in candidates if found.left_out is None]
    blocks = [Block.of(principle, context) for principle in fitting[:MOST_SHOWN]]
    ranked = sorted((b for b in blocks if b.telling > 0), key=by_interest)
    known = bool(figure_of("CUSTOMERS_ACTIVE()", context).n)
    said = rfm_in_words(page) if known else []
    if blocks or not said:
        said = [_answer(page, blocks, ranked), *said]
    row = page.head(_COLUMNS, " ".join(said))
    if known:
        row = figure_block(page, row, FIRST_COLUMN + _COLUMNS - 1, page.key, _FIGURES)
        row = rfm_block(page, row, _COLUMNS)
        if not blocks:
            row = page.note(row, FIRST_COLUMN, _COLUMNS, "segments.none") + 1
    if blocks:
        row = page.note(row, FIRST_COLUMN, _COLUMNS, "segments.how", **_window(page))
        row += 1
    row = _cross(page, row, ranked)
    for block in blocks[:MOST_DRAWN]:
        row = _block(page, row, FIRST_COLUMN, block, drawn=True)
    rest = blocks[MOST_DRAWN:]
    for pair in zip_longest(rest[::2], rest[1::2]):
        sides = zip(pair, (FIRST_COLUMN, _SECOND_COLUMN), strict=True)
        row = max([_block(page, row, side, block, drawn=False) for block, side in sides if block])
    _left_out(page, row, candidates, fitting[MOST_SHOWN:])
    return page.sheet()


def _window(page: Page) -> dict[str, str]:
    figure = figure_of("REVENUE_TOTAL()", page.context)
    return {"first": page.wording.day(figure.start), "last": page.wording.day(figure.end)}


def _answer(page: Page, blocks: Sequence[Block], ranked: Sequence[Block]) -> str:
    if not blocks:
        return page.text("segments.none")
    if not any(amount_of(block.customers.rows[-1][-1]) for block in blocks):
        return page.text("segments.no_orders", **_window(page))
    block = ranked[0] if ranked else blocks[0]
    label, amount = max(block.revenue.rows[:-1], key=lambda row: amount_of(row[1]))
    buyers = {str(key): amount_of(count) for key, count in block.customers.rows}
    everybody, total = amount_of(block.customers.rows[-1][1]), amount_of(block.revenue.rows[-1][1])
    if total <= 0 or not everybody:
        return page.text("segments.count", n=len(blocks))
    return page.text(
        "segments.answer",
        n=len(blocks),
        principle=block.principle.header,
        label=_written(label),
        customers=page.wording.share(buyers.get(str(label), 0.0) / everybody),
        revenue=page.wording.share(amount_of(amount) / total),
    )


def _block(page: Page, row: int, side: int, block: Block, *, drawn: bool) -> int:
    title = page.text("segments.by", principle=block.principle.header)
    page.span(row, side, _COLUMNS if drawn else _TABLES, title, theme.HEADING)
    page.heights[row] = 22
    top = row + 1
    places = ((side, theme.COUNT), (side + 2, page.money()))
    under = top
    named = ("customers", "revenue")
    for name, formula, (column, form) in zip(named, formulas(block.principle), places, strict=True):
        number = theme.number(theme.CELL, form)
        extent, result = page.table(top, column, formula, {0: _LABEL, 1: number})
        _total(page, extent)
        values = Extent.of(top + 1, column + 1, max(1, len(result.rows) - 1), 1)
        page.formats.append(DataBars(values, theme.BAR))
        under = max(under, extent.last.row)
        if drawn and len(result.rows) > 1:
            page.charts.append(_chart(page, block, name, values))
    if drawn:
        under = max(under, page.below(top, _chart_height(block)) - 1)
    return under + 2


def _total(page: Page, extent: Extent) -> None:
    """The last row is the total: bold, wherever a live recalculation puts it."""
    first = extent.first
    cells = Extent.of(first.row + 1, first.column, extent.height - 1, extent.width)
    letter = first.a1.rstrip("0123456789")
    named = page.context.label("total").replace('"', '""')
    formula = f'${letter}{first.row + 1}="{named}"'
    page.formats.append(FormulaFormat(cells, formula, theme.TOTAL))


def _chart_height(block: Block) -> int:
    return max(_CHART_PIXELS, 20 * len(block.customers.rows) + 60)


def _chart(page: Page, block: Block, name: str, values: Extent) -> ChartSpec:
    along = Extent.of(values.first.row, values.first.column - 1, values.height, 1)
    customers = name == "customers"
    place = FIRST_COLUMN + 4 if customers else FIRST_COLUMN + 7
    color = theme.SERIES[0] if customers else theme.SERIES[1]
    titled = page.text(f"segments.{name}", principle=block.principle.header)
    unit = page.context.settings.currency if not customers else ""
    axis = page.context.label(name)
    return ChartSpec(
        "column",
        titled,
        (Series(axis, along, values, "", color),),
        Address(values.first.row - 1, place),
        page.pixels(place, 3) - 8,
        _chart_height(block),
        y_title=f"{axis}, {unit}" if unit else axis,
        y_format=theme.COUNT,
        legend=False,
    )


def _cross(page: Page, row: int, ranked: Sequence[Block]) -> int:
    """The two most telling principles against each other, by revenue."""
    narrow = [block for block in ranked if len(block.revenue.rows) - 1 <= _MOST_ACROSS]
    if len(ranked) < 2 or not narrow:  # noqa: PLR2004 - a cross has two sides
        return row
    pair = [narrow[0], next(block for block in ranked if block is not narrow[0])]
    pair.sort(key=lambda block: len(block.revenue.rows), reverse=True)
    down, across = (block.principle for block in pair)
    title = page.text("segments.cross", down=down.header, across=across.header)
    page.span(row, FIRST_COLUMN, _COLUMNS, title, theme.HEADING)
    page.heights[row] = 22
    row = page.note(row + 1, FIRST_COLUMN, _COLUMNS, "segments.cross_note")
    number = theme.number(theme.CELL, page.money())
    named = [one.argument.replace('"', '""') for one in (down, across)]
    formula = f'SEGMENT_PIVOT("{named[0]}","{named[1]}","revenue")'
    styles = {0: _LABEL}
    extent, _ = page.table(row, FIRST_COLUMN, formula, styles, number)
    _total(page, extent)
    inner = Extent.of(row + 1, FIRST_COLUMN + 1, extent.height - 2, extent.width - 2)
    page.formats.append(ColorScale(inner, *theme.HEAT))
    return extent.last.row + 2


def _left_out(
    page: Page, row: int, candidates: Sequence[Principle], more: Sequence[Principle]
) -> None:
    said = [
        page.text(f"segments.left.{one.left_out}", name=one.header, n=one.values)
        for one in candidates
        if one.left_out is not None
    ]
    said += [page.text("segments.left.more", name=one.header, n=MOST_SHOWN) for one in more]
    if not said:
        return
    row = page.heading(row, FIRST_COLUMN, _COLUMNS, "segments.left_out")
    for line in said:
        page.span(row, FIRST_COLUMN, _COLUMNS, line, theme.NOTE)
        row += 1
