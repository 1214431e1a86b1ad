"""The Concentration sheet: how much hangs on the few best customers, and what if one leaves."""

from xlcrm.cells import Extent
from xlcrm.patches import DataBars, WriteSheet
from xlcrm.report import measure, theme
from xlcrm.report.actions import action_list
from xlcrm.report.banner import stale_banner
from xlcrm.report.concentration_actions import concentration_actions
from xlcrm.report.concentration_leaders import MOST_NAMED, Leader, formula, leaders, named
from xlcrm.report.concentration_pictures import CHART_PIXELS, FEWEST, curve_data, largest_chart
from xlcrm.report.concentration_years import trend, years_before
from xlcrm.report.figure_block import figure_block
from xlcrm.report.formulas import call
from xlcrm.report.page import FIRST_COLUMN, Page, figure_of, number_of, table_of
from xlcrm.udfs.context import Context
from xlcrm.udfs.detail import note_text

COLUMNS = 9
_WIDTHS = (34.0, 15.0, 17.0, 13.0, 14.0, 13.0, 16.0, 15.0, 18.0)
_SECOND = FIRST_COLUMN + 5
"""Where the second of two small tables begins."""
_FIGURES = {
    "top_one": "TOP_SHARE(1)",
    "top_five": "TOP_SHARE(5)",
    "top_ten": "TOP_SHARE(10)",
    "gini": "GINI_INDEX()",
    "hhi": "HHI_INDEX()",
    "effective": "EFFECTIVE_NUMBER()",
}
_FEW = 5
_MONEY_COLUMNS = (FIRST_COLUMN + 1, FIRST_COLUMN + 2, _SECOND + 1)


def concentration_sheet(context: Context) -> WriteSheet | None:
    """The sheet; None where nobody has ordered yet.

    Args:
        context: the workbook's frames and the day.
    """
    if not figure_of(_FIGURES["top_one"], context).n:
        return None
    page = Page("concentration", context)
    page.widths |= dict(enumerate(_WIDTHS, start=FIRST_COLUMN))
    found = leaders(context)
    _widen(page)
    row = page.head(COLUMNS, _answer(page, found))
    row = stale_banner(page, row, COLUMNS)
    row = figure_block(page, row, FIRST_COLUMN + COLUMNS - 1, page.key, _FIGURES, ("n",))
    row = page.note(row - 1, FIRST_COLUMN, COLUMNS, "concentration.how") + 1
    pictures = page.heading(row, FIRST_COLUMN, COLUMNS, "concentration.pictures")
    row = page.below(pictures, CHART_PIXELS) + 1 if found else pictures
    if not found:
        row = page.note(row, FIRST_COLUMN, COLUMNS, "concentration.no_picture") + 1
    row = _stress(page, row)
    row = _table(page, row, found, pictures)
    row = trend(page, row, COLUMNS)
    row = action_list(
        page, row, COLUMNS, concentration_actions(page, found), "concentration.nothing_to_do"
    )
    parties = figure_of(_FIGURES["top_one"], context).n or 0
    if found and parties >= FEWEST:
        curve_data(page, row, pictures, parties, COLUMNS)
    elif found:
        page.note(pictures, FIRST_COLUMN, 3, "concentration.no_curve", n=parties, needed=FEWEST)
    return page.sheet()


def _widen(page: Page) -> None:
    """Makes the columns of money wide enough for the largest amount."""
    table = table_of("STRESS_TABLE()", page.context)
    amounts = [amount for row in table.rows if isinstance(amount := row[1], int | float)]
    shown = measure.shown(max(amounts, default=0), page.money())
    for column in _MONEY_COLUMNS:
        page.widths[column] = max(page.widths[column], measure.width_for(shown, bold=True))


def _answer(page: Page, found: list[Leader]) -> str:
    one, five, effective = (
        figure_of(_FIGURES[name], page.context) for name in ("top_one", "top_five", "effective")
    )
    if not found or one.value is None:
        return note_text(one, page.language)
    wording, parties = page.wording, one.n or 0
    if parties == 1:
        return page.text("concentration.say.alone", who=found[0].who)
    said = page.text(
        "concentration.say.shares" if parties > _FEW else "concentration.say.few",
        who=found[0].who,
        share=wording.share(number_of(one)),
        five=wording.share(number_of(five)),
        customers=wording.count(parties),
        effective=wording.decimal(number_of(effective)),
    )
    return " ".join(filter(None, (said, years_before(page), _a_year_without(page))))


def _a_year_without(page: Page) -> str:
    """What the loss of the largest customer of the last 12 complete months would cost."""
    rows = table_of(_last_year(page), page.context).rows
    amount = rows[0][1] if rows else None
    if not isinstance(amount, int | float):
        return page.text("concentration.say.no_year")
    share = rows[0][2]
    assert isinstance(share, float)
    wording = page.wording
    return page.text(
        "concentration.say.loss", amount=wording.money(amount), share=wording.share(share)
    )


def _last_year(page: Page) -> str:
    """The formula for the stress of the last 12 complete months."""
    window = figure_of("REVENUE_TOTAL()", page.context)
    assert window.start is not None
    assert window.end is not None
    return call("STRESS_TABLE", window.start, window.end)


def _stress(page: Page, row: int) -> int:
    """What would be gone with the largest 1, 3 and 5: of everything, and of the last year."""
    row = page.heading(row, FIRST_COLUMN, COLUMNS, "concentration.stress")
    row = page.note(row, FIRST_COLUMN, COLUMNS, "concentration.stress_note")
    styles = {
        0: theme.CELL_BOLD._replace(number_format=_largest(page), align="left"),
        1: theme.number(theme.CELL, page.money()),
        2: theme.number(theme.CELL, theme.SHARE_1),
        3: theme.number(theme.CELL, theme.DECIMAL),
    }
    window = figure_of("REVENUE_TOTAL()", page.context)
    days = {"first": page.wording.day(window.start), "last": page.wording.day(window.end)}
    blocks = (
        (FIRST_COLUMN, "STRESS_TABLE()", "concentration.of_everything"),
        (_SECOND, _last_year(page), "concentration.of_last_year"),
    )
    under = row
    for column, asked, title in blocks:
        page.span(row, column, len(styles), page.text(title, **days), theme.CELL_BOLD)
        if not table_of(asked, page.context).rows:
            under = max(under, page.note(row + 1, column, len(styles), "concentration.no_revenue"))
            continue
        extent, _ = page.table(row + 1, column, asked, styles)
        shares = Extent.of(row + 2, column + 2, extent.height - 1, 1)
        page.formats.append(DataBars(shares, theme.BAR))
        under = max(under, extent.last.row + 1)
    return under + 1


def _largest(page: Page) -> str:
    """The number format that shows 1 as "the largest", and 3 as "largest 3"."""
    one, more = page.text("concentration.largest_one"), page.text("concentration.largest")
    return f'[=1]"{one}";"{more} "0'


def _table(page: Page, row: int, found: list[Leader], pictures: int) -> int:
    """The largest customers with how they stand and what they said last."""
    row = page.heading(row, FIRST_COLUMN, COLUMNS, "concentration.leaders", n=MOST_NAMED)
    grouped = len(set(page.context.groups.values()))
    note = "concentration.leaders_groups" if grouped else "concentration.leaders_note"
    row = page.note(row, FIRST_COLUMN, COLUMNS, note, n=grouped)
    share = theme.number(theme.CELL, theme.SHARE_1)
    styles = {
        "customer": theme.CELL_WRAP._replace(bold=True),
        "revenue": theme.number(theme.CELL, page.money()),
        "share": share,
        "cumulative": share,
        "customers": theme.number(theme.CELL, theme.COUNT),
        "status": theme.CELL._replace(indent=1),
        "last_order": theme.day(theme.CELL),
        "last_score": theme.number(theme.CELL, theme.COUNT),
    }
    fields = named(page.context)
    extent, _ = page.table(
        row,
        FIRST_COLUMN,
        formula(page.context),
        {place: styles[name] for place, name in enumerate(fields) if name in styles},
    )
    columns = {name: FIRST_COLUMN + place for place, name in enumerate(fields)}
    _colours(page, extent, columns)
    if found:
        rows = (row + 1, min(len(found), extent.height - 1))
        largest_chart(page, rows, columns, pictures, FIRST_COLUMN + COLUMNS - 1)
    return extent.last.row + 2


def _colours(page: Page, extent: Extent, columns: dict[str, int]) -> None:
    first, height = extent.first.row + 1, extent.height - 1
    if not height:
        return

    def cells(name: str) -> tuple[Extent, str]:
        extent = Extent.of(first, columns[name], height, 1)
        return extent, extent.first.a1

    shares, _ = cells("share")
    page.formats.append(DataBars(shares, theme.BAR))
    status, at = cells("status")
    page.highlight(status, f'{at}="{page.context.label("status_at_risk")}"', theme.WARN_FILL)
    for word in ("status_just_lapsed", "status_lapsed"):
        page.highlight(status, f'{at}="{page.context.label(word)}"', theme.BAD_FILL)
    score, at = cells("last_score")
    page.highlight(score, f"AND(ISNUMBER({at}),{at}<=6)", theme.BAD_FILL)
