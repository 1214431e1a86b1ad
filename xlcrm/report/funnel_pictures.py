"""The four pictures of the Funnel sheet, two beside two."""

from xlcrm.cells import Address, Extent
from xlcrm.patches import ChartSpec, Series
from xlcrm.report import measure, theme
from xlcrm.report.counts import FEW, Counts, Placed
from xlcrm.report.funnel_flow import CONVERTED, OPEN, Flow
from xlcrm.report.funnel_tables import MOST_MONTHS
from xlcrm.report.page import FIRST_COLUMN, Page

CHART_PIXELS = 280
_CLOSED, _CUMULATIVE, _SHARE, _WON = 4, 5, 2, 2
_FEWEST = 3
_FEWEST_REASONS = 2
_GAP = 12

Tables = tuple[Extent | None, Placed | None, Placed | None, Placed | None]


def heights(page: Page, flow: Flow) -> tuple[int, int]:
    """How many pixels the two rows of pictures take; those of words alone take one line."""
    of_leads = False
    if flow.leads is not None:
        months = Counts.of(flow.leads.call("FUNNEL_TABLE", ""), page.context).known
        of_leads = flow.leads.n >= FEW or len(months) >= _FEWEST
    of_inquiries = bool(flow.bands.rows) or len(flow.reasons.known) >= _FEWEST_REASONS
    tall = (CHART_PIXELS if drawn else measure.ROW_PIXELS for drawn in (of_leads, of_inquiries))
    return next(tall), next(tall)


def pictures(page: Page, rows: tuple[int, int], width: int, tables: Tables) -> None:
    """Draws what there is enough of, and says so of the others.

    Args:
        page: the sheet.
        rows: the first row of each of the two.
        width: how many columns the sheet has.
        tables: conversion by day, leads by month, inquiries by answer, losses by reason.
    """
    half = width // 2
    places = [(row, right) for row in rows for right in (0, half)]
    makers: list[tuple[str, ChartSpec | None]] = [
        ("by_day", _by_day(page, tables[0])),
        ("cohorts", _cohorts(page, tables[1])),
        ("responses", _responses(page, tables[2])),
        ("losses", _pareto(page, tables[3])),
    ]
    for (name, chart), (down, right) in zip(makers, places, strict=True):
        if chart is None:
            page.note(down, FIRST_COLUMN + right, half, f"funnel.no_chart.{name}")
            continue
        column = FIRST_COLUMN + right
        wide = page.pixels(column, half) - _GAP
        page.charts.append(chart._replace(anchor=Address(down, column), width=wide))


def _by_day(page: Page, days: Extent | None) -> ChartSpec | None:
    if days is None or days.height < _FEWEST:
        return None
    # What is drawn last lies on top: a narrow interval must not hide the curve.
    ends = (("low", 2, theme.INTERVAL), ("high", 3, theme.INTERVAL))
    names = (*ends, ("share", 1, theme.SERIES[0]))
    first = days.first
    series = tuple(
        Series(
            page.text(f"funnel.line.{name}"),
            Extent.of(first.row, first.column, days.height, 1),
            Extent.of(first.row, first.column + place, days.height, 1),
            "line",
            color,
        )
        for name, place, color in names
    )
    return _chart(page, "line", "by_day", series, x_format=theme.COUNT, y_format=theme.SHARE)


def _cohorts(page: Page, months: Placed | None) -> ChartSpec | None:
    if months is None or months.drawn(MOST_MONTHS)[1] < _FEWEST:
        return None
    names = (
        ("converted", CONVERTED, theme.SERIES[0]),
        ("open", OPEN, theme.BAR),
        ("closed", _CLOSED, theme.REFERENCE_LIGHT),
    )
    series = tuple(
        Series(
            page.text(f"funnel.line.{name}"),
            months.part(0, MOST_MONTHS),
            months.part(place, MOST_MONTHS),
            "column",
            color,
        )
        for name, place, color in names
    )
    drawn = _chart(page, "column", "cohorts", series, x_format=theme.MONTH)
    return drawn._replace(stacked=True)


def _responses(page: Page, bands: Placed | None) -> ChartSpec | None:
    if bands is None:
        return None
    names = (("asked", 1, theme.BAR), ("won", _WON, theme.SERIES[0]))
    series = tuple(
        Series(page.text(f"funnel.line.{name}"), bands.part(0), bands.part(place), "", color)
        for name, place, color in names
    )
    return _chart(page, "column", "responses", series)


def _pareto(page: Page, reasons: Placed | None) -> ChartSpec | None:
    if reasons is None or reasons.drawn()[1] < _FEWEST_REASONS or not reasons.whole:
        return None
    along = reasons.part(0)
    said = page.text("funnel.line.cumulative")
    series = (
        Series(page.text("funnel.line.lost"), along, reasons.part(_SHARE), "", theme.SERIES[0]),
        Series(said, along, reasons.part(_CUMULATIVE), "line", theme.SERIES[1]),
    )
    drawn = _chart(page, "column", "losses", series, y_format=theme.SHARE)
    return drawn._replace(y_max=1)


def _chart(
    page: Page,
    kind: str,
    name: str,
    series: tuple[Series, ...],
    *,
    x_format: str = "",
    y_format: str = theme.COUNT,
) -> ChartSpec:
    """A chart that has no place yet."""
    return ChartSpec(
        kind,
        page.text(f"funnel.chart.{name}"),
        series,
        Address(1, 1),
        height=CHART_PIXELS,
        x_title=page.text(f"funnel.x.{name}"),
        y_title=page.text(f"funnel.y.{name}"),
        x_format=x_format,
        y_format=y_format,
        y_min=0,
    )
