"""ACTIVITY_TABLE: what we did, the report that nobody has to write."""

from datetime import date

from xlcrm.metrics.effort import effort
from xlcrm.udfs.choosing import counted
from xlcrm.udfs.context import Context
from xlcrm.udfs.dimension import labelled
from xlcrm.udfs.evaluate import Table

_DEFAULT = "week"


def activity_table(
    context: Context,
    rows: str | None,
    from_date: date | None,
    to_date: date | None,
    where: str | None,
) -> Table:
    """ACTIVITY_TABLE: by week, by day or month, by person, or by another column of Activities.

    Raises:
        FormulaError: the window is wrong, or there is no such column.
    """
    done = context.touching("Activities", where)
    frame, by = labelled(context, done, rows or _DEFAULT, tables=("Activities", "Customers"))
    listed = context.frames.vocabularies["activity_kind"].meanings
    kinds = list(listed)
    window = (context.as_of, from_date, to_date)
    found = effort(frame, by, kinds, *window)
    total = effort(frame, None, kinds, *window)
    last = {"other": "other", "n": "total", "reached": "reached_deciders", "offered": "offered"}
    made = counted(context, rows or context.label(_DEFAULT), found, last, total)
    # The kinds are the manager's own words: they are headers as they stand.
    shares = [f"kind:{kind}" for kind in kinds]
    counts = [*found.select(shares).rows(), *(total.select(shares).rows() if total.height else ())]
    body = [(row[0], *own, *row[1:]) for row, own in zip(made.rows, counts, strict=True)]
    return Table([made.headers[0], *listed.values(), *made.headers[1:]], body)
