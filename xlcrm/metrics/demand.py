"""How many ask: inquiries in a window."""

from datetime import date

import narwhals as nw
from narwhals.typing import IntoFrame

from xlcrm.metrics.figure import COUNT, Figure
from xlcrm.metrics.intake import collected, taken, with_days
from xlcrm.metrics.revenue import within
from xlcrm.metrics.window import resolve


def inquiries_total(
    inquiries: IntoFrame, as_of: date, start: date | None = None, end: date | None = None
) -> Figure:
    """How many inquiries came in a window.

    Args:
        inquiries: `date` (dates or moments); rows without one are left out.
        as_of: the last day that counts.
        start: the first day; see `window.resolve` for what is omitted.
        end: the last day.

    Returns:
        A count; 0 where nobody asked.

    Raises:
        FormulaError: the window is wrong.
        ColumnMissingError: the column is missing.
        TableError: the column holds no dates.
    """
    window = resolve(start, end, as_of)
    frame = taken(inquiries, "date")
    asked = with_days(frame.select("date"), day="date")
    n = collected(within(asked, window).select(nw.len())).item()
    return Figure(n, COUNT, n=n).over(window, as_of)
