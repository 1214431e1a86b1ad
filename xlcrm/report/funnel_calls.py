"""What cold calls yield: from calls to decision makers, offers, leads and orders."""

from xlcrm.cells import Extent
from xlcrm.patches import DataBars
from xlcrm.report import theme
from xlcrm.report.counts import COUNT, END, FEW, SHARE, Counts, pick
from xlcrm.report.funnel_flow import COLD_CALL, Flow
from xlcrm.report.page import FIRST_COLUMN, Page, figure_of, table_of
from xlcrm.report.portrait_attributes import argument
from xlcrm.report.span import equals
from xlcrm.sheets import label
from xlcrm.sheets.vocabularies import LABELS
from xlcrm.udfs.context import Context

CALL, OFFER_REQUESTED = LABELS["activity_kind"][0], LABELS["activity_result"][3]
_COLUMNS = ("step", "count", "low", "high")


def cold_calls(page: Page, row: int, width: int, flow: Flow) -> int:
    """The steps; returns the first free row.

    Args:
        page: the sheet.
        row: the first free row.
        width: how many columns the sheet has.
        flow: leads and inquiries.
    """
    context = page.context
    lines = _calls(context, flow) + _leads(context, flow)
    if not lines:
        return row
    row = page.heading(row, FIRST_COLUMN, width, "funnel.calls")
    prospects = context.frames["Prospects"].height
    row = page.note(row, FIRST_COLUMN, width, "funnel.calls_note", n=prospects)
    heads = [page.text(f"funnel.call.{name}") for name in _COLUMNS]
    page.rows(row, FIRST_COLUMN, heads, [], {1: COUNT, 2: END, 3: END})
    for name, formula in lines:
        row += 1
        page.put(row, FIRST_COLUMN, page.text(f"funnel.call.{name}"), theme.CELL_WRAP)
        for place in (2, 3):
            page.put(row, FIRST_COLUMN + place, None, theme.CELL)
        if name == "share":
            _share(page, row, formula)
        else:
            page.figure(row, FIRST_COLUMN + 1, formula, COUNT)
    return _list(page, row + 2, width)


def _list(page: Page, row: int, width: int) -> int:
    """How far the lines of the cold-call list have come; nothing where there is no list."""
    if not table_of("CALL_TABLE()", page.context).rows:
        return row
    row = page.note(row, FIRST_COLUMN, width, "funnel.call_list.note")
    styles = {0: theme.CELL_WRAP, 1: COUNT, 2: SHARE, 3: END, 4: END}
    extent, _ = page.table(row, FIRST_COLUMN, "CALL_TABLE()", styles)
    body = Extent.of(row + 1, FIRST_COLUMN + 1, extent.height - 1, 1)
    page.formats.append(DataBars(body, theme.BAR))
    return extent.last.row + 2


def _share(page: Page, row: int, formula: str) -> None:
    figure = figure_of(formula, page.context)
    if (figure.n or 0) < FEW:
        said = page.text("funnel.few", n=figure.n or 0, needed=FEW)
        page.put(row, FIRST_COLUMN + 1, said, theme.CELL_GREY)
        return
    page.figure(row, FIRST_COLUMN + 1, formula, SHARE)
    quoted = formula.replace('"', '""')
    for place, detail in enumerate(("low", "high"), start=FIRST_COLUMN + 2):
        page.figure(row, place, f'FIGURE_DETAIL("{quoted}","{detail}")', END)


def _calls(context: Context, flow: Flow) -> list[tuple[str, str]]:
    by = label("result", context.frames.language)
    formula = flow.span.call("ACTIVITY_TABLE", by, where=equals("kind", CALL))
    found = Counts.of(formula, context)
    if not found.total:
        return []
    last, place = len(found.rows) + 1, len(found.headers)
    steps = [
        ("made", pick(formula, last, place - 2)),
        ("reached", pick(formula, last, place - 1)),
    ]
    labels = [row[0] for row in found.rows]
    requested = context.frames.word("Activities", "result", OFFER_REQUESTED)
    if requested in labels:
        at = labels.index(requested) + 1
        steps.append(("requested", pick(formula, at, place - 2)))
    return steps


def _leads(context: Context, flow: Flow) -> list[tuple[str, str]]:
    if flow.leads is None:
        return []
    where = equals("source", COLD_CALL)
    rate = flow.leads.call("CONVERSION_RATE", where=where)
    if not figure_of(rate, context).n:
        return []
    by_source = flow.leads.call("FUNNEL_TABLE", argument(context, "source"), where=where)
    return [
        ("leads", pick(by_source, 1, 2)),
        ("converted", pick(by_source, 1, 4)),
        ("share", rate),
    ]
