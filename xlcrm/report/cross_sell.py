"""The CrossSell sheet: what somebody who buys one thing could also buy, and whom to offer it to."""

from xlcrm.cells import Address, Extent
from xlcrm.language import text
from xlcrm.metrics.figure import FEWEST, TOO_FEW
from xlcrm.patches import ChartSpec, DataBars, Series, WriteSheet
from xlcrm.report import theme
from xlcrm.report.actions import Action, action_list
from xlcrm.report.banner import stale_banner
from xlcrm.report.counts import grey_few, pick
from xlcrm.report.cross_sell_pairs import Offers, Pair
from xlcrm.report.first_rows import first_rows
from xlcrm.report.page import FIRST_COLUMN, Page, figure_of
from xlcrm.report.waiting import people_of
from xlcrm.udfs.context import Context

COLUMNS = 11
_WIDTHS = (19.0, 28.0, 14.0, 14.0, 14.0, 10.0, 10.0, 10.0, 10.0, 10.0, 18.0)
CHART_PIXELS, MOST_DRAWN, FEWEST_DRAWN = 300, 8, 2
MOST_PAIRS, MOST_CUSTOMERS = 12, 20
_DRAWN_COLUMNS = 7
_CASES = 4
"""The column of CROSS_SELL, from 1, with the buyers of the first."""
_SHARE = theme.number(theme.CELL, theme.SHARE)
_END = theme.number(theme.CELL_GREY, theme.SHARE)
_COUNT = theme.number(theme.CELL, theme.COUNT)
_LIFT = theme.number(theme.CELL_BOLD, "0.0")
_WORD = theme.CELL._replace(align="center")


def cross_sell_sheet(context: Context) -> WriteSheet | None:
    """The sheet; None where order lines do not tell at least two categories or products apart.

    Args:
        context: the workbook's frames and the day.
    """
    offers = Offers.of(context)
    if offers is None:
        return None
    page = Page("cross_sell", context)
    page.widths |= dict(enumerate(_WIDTHS, start=FIRST_COLUMN))
    row = page.head(COLUMNS, _answer(page, offers))
    row = stale_banner(page, row, COLUMNS)
    if not offers.pairs:
        window = figure_of("REVENUE_TOTAL()", context)
        days = {"first": page.wording.day(window.start), "last": page.wording.day(window.end)}
        page.note(row, FIRST_COLUMN, COLUMNS, "cross_sell.how_none", **days)
        return page.sheet()
    row = _best(page, row, offers)
    charts = page.heading(row, FIRST_COLUMN, COLUMNS, "cross_sell.picture")
    drawn = len(offers.once) >= FEWEST_DRAWN and offers.tell
    row = page.below(charts, CHART_PIXELS) + 1 if drawn else charts
    if not drawn:
        why = "no_picture" if offers.tell or not offers.solid else "no_signal_picture"
        row = page.note(row, FIRST_COLUMN, COLUMNS, f"cross_sell.{why}") + 1
    row = _pairs(page, row, offers.by_customer, "cross_sell.by_customer")
    row = _pairs(page, row, offers.by_order, "cross_sell.by_order")
    row = _customers(page, row, offers)
    row = action_list(page, row, COLUMNS, _actions(page, offers), "cross_sell.nobody")
    if drawn:
        _numbers(page, row, charts, offers)
    return page.sheet()


def _answer(page: Page, offers: Offers) -> str:
    wording = page.wording
    if not offers.pairs:
        return page.text("cross_sell.say.few")
    best = offers.best
    if not offers.solid:
        most = max(pair.n_bought for pair in offers.pairs)
        said = [page.text("cross_sell.say.few_buyers", n=most, needed=FEWEST)]
    elif best is None:
        said = [page.text("cross_sell.say.no_signal")]
    else:
        shares = {name: wording.share(getattr(best, name)) for name in ("share", "low", "high")}
        named = {"bought": best.bought, "also": best.also, "lift": wording.decimal(best.lift)}
        counts = {"together": best.together, "n": best.n_bought}
        said = [page.text("cross_sell.say.best", **named, **counts, **shares)]
    said.append(page.text("cross_sell.say.alone", n=len(offers.alone)))
    if offers.alone:
        likely = len(offers.promising)
        name = "cross_sell.say.offer" if likely else "cross_sell.say.no_offer"
        said.append(page.text(name, n=likely))
    return " ".join(said)


def _best(page: Page, row: int, offers: Offers) -> int:
    """The strongest pair as a figure, with what it rests on."""
    names = ("figure", "value", "n", "low", "high")
    headers = [page.text(f"dashboard.column.{name}") for name in names]
    page.rows(row, FIRST_COLUMN, headers, [], dict.fromkeys(range(1, 5), _COUNT))
    rest = FIRST_COLUMN + len(names)
    width = COLUMNS - len(names)
    page.span(row, rest, width, page.text("dashboard.column.means"), theme.header(theme.EXPLAIN))
    pair = offers.best or next(iter(offers.solid), offers.pairs[0])
    values = {
        "share": (7, theme.SHARE_1, (8, 9)),
        "lift": (10, "0.0", ()),
    }
    for name, (place, form, ends) in values.items():
        row += 1
        page.heights[row] = 20
        page.put(row, FIRST_COLUMN, page.text(f"cross_sell.{name}.name"), theme.CELL_BOLD)
        bold = theme.number(theme.CELL_BOLD, form)
        grey = theme.number(theme.CELL_GREY, form)
        asked = [(place, bold), (_CASES, theme.number(theme.CELL_GREY, theme.COUNT))]
        asked += [(end, grey) for end in ends]
        for column in range(rest - len(names) + 1, rest):
            page.put(row, column, None, grey)
        for column, (part, style) in enumerate(asked, start=FIRST_COLUMN + 1):
            if not pair.few or part == _CASES:
                page.figure(row, column, pick(offers.by_customer, pair.place, part), style)
        means = page.text(f"cross_sell.{name}.means", bought=pair.bought, also=pair.also)
        if pair.few:
            means = text(TOO_FEW, page.language, n=pair.n_bought, needed=FEWEST)
        page.span(row, rest, width, means, theme.EXPLAIN)
    return row + 2


def _pairs(page: Page, row: int, formula: str, name: str) -> int:
    window = figure_of("REVENUE_TOTAL()", page.context)
    days = {"first": page.wording.day(window.start), "last": page.wording.day(window.end)}
    row = page.heading(row, FIRST_COLUMN, COLUMNS, f"{name}.title")
    row = page.note(row, FIRST_COLUMN, COLUMNS, f"{name}.note", **days)
    styles = {0: theme.CELL_WRAP, 1: theme.CELL_WRAP, **dict.fromkeys(range(2, 6), _COUNT)}
    styles |= {6: _SHARE, 7: _END, 8: _END, 9: _LIFT, 10: _WORD}
    extent, under = first_rows(page, row, FIRST_COLUMN, formula, styles, MOST_PAIRS)
    if extent.height == 1:
        return page.note(under, FIRST_COLUMN, COLUMNS, "cross_sell.none_together") + 1
    _colours(page, extent, (6, 9, _CASES - 1))
    return under + 1


def _colours(page: Page, extent: Extent, places: tuple[int, int, int]) -> None:
    """Bars for shares; a pair that goes together is green, one that does not is grey.

    So is one that rests on few; `places` are those of the share, the lift and the cases.
    """
    first, height = extent.first.row + 1, extent.height - 1
    if height < 1:
        return
    share, lift, cases = (FIRST_COLUMN + place for place in places)
    page.formats.append(DataBars(Extent.of(first, share, height, 1), theme.BAR))
    grey_few(page, extent, places[2])
    ends = Extent.of(first, lift, height, 2)
    at, counted = (Address(first, column).a1 for column in (lift + 1, cases))
    more, none = (page.context.label(f"signal_{one}") for one in ("more", "no"))
    sure = f'AND(${at}="{more}",${counted}>={FEWEST})'
    page.highlight(ends, sure, theme.GOOD_FILL, theme.GOOD)
    page.highlight(ends, f'${at}="{none}"', "", theme.GREY)


def _customers(page: Page, row: int, offers: Offers) -> int:
    """Buyers of one category with the likeliest other one."""
    row = page.heading(row, FIRST_COLUMN, COLUMNS, "cross_sell.customers")
    if not offers.alone:
        return page.note(row, FIRST_COLUMN, COLUMNS, "cross_sell.no_customers") + 1
    row = page.note(row, FIRST_COLUMN, COLUMNS, "cross_sell.customers_note")
    formula, who = (offers.next, 2) if page.context.names_customers else (offers.next_unnamed, 1)
    words = (theme.CELL_WRAP, theme.CELL_WRAP._replace(bold=True))
    found = (*words, _SHARE, _END, _END, _LIFT, _WORD, _COUNT, _COUNT)
    styles = {who - 1: theme.CELL_WRAP, **dict(enumerate(found, start=who))}
    extent, under = first_rows(page, row, FIRST_COLUMN, formula, styles, MOST_CUSTOMERS)
    _colours(page, extent, (who + 2, who + 5, who + 8))
    return under + 1


def _actions(page: Page, offers: Offers) -> list[Action]:
    wording, chosen = page.wording, offers.likely(MOST_CUSTOMERS)
    people = people_of(page.context, [one.customer_id for one in chosen])
    made = []
    for one in chosen:
        shares = {name: wording.share(getattr(one, name)) for name in ("share", "low", "high")}
        what = page.text("cross_sell.do.offer", bought=one.bought, also=one.also, **shares)
        row = people.get(one.customer_id, {}).get("row", 0)
        made.append(Action(one.who, what, "Customers" if row else "", row))
    return made


def _numbers(page: Page, row: int, charts: int, offers: Offers) -> None:
    """The pairs once each with their lift, and their picture."""
    row = page.heading(row, FIRST_COLUMN, COLUMNS, "cross_sell.numbers")
    headers = [page.text(f"cross_sell.column.{name}") for name in ("pair", "lift", "chance")]
    pairs: list[Pair] = offers.once[:MOST_DRAWN]
    grey = theme.number(theme.CELL_GREY, "0.0")
    styles = {0: theme.CELL_WRAP, 1: _LIFT, 2: grey}
    labels = [page.text("cross_sell.pair", one=p.bought, other=p.also) for p in pairs]
    extent = page.rows(row, FIRST_COLUMN, headers, [(label, 0, 1) for label in labels], styles)
    for down, pair in enumerate(pairs, start=row + 1):
        page.figure(down, FIRST_COLUMN + 1, pick(offers.by_customer, pair.place, 10), _LIFT)
    body = [Extent.of(row + 1, FIRST_COLUMN + place, extent.height - 1, 1) for place in range(3)]
    named = page.text("cross_sell.column.chance")
    page.charts.append(
        ChartSpec(
            "column",
            page.text("cross_sell.chart", n=len(pairs)),
            (
                Series(page.text("cross_sell.column.lift"), body[0], body[1], "", theme.SERIES[0]),
                Series(named, body[0], body[2], "line", theme.REFERENCE, dashed=True),
            ),
            Address(charts, FIRST_COLUMN),
            page.pixels(FIRST_COLUMN, _DRAWN_COLUMNS),
            CHART_PIXELS,
            y_title=page.text("cross_sell.chart_y"),
            y_format="0.0",
            y_min=0,
        )
    )
