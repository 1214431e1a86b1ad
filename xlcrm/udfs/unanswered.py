"""Which inquiries are open at the end of a day, and which of them nobody has replied to."""

from collections.abc import Iterable, Mapping
from datetime import date

import numpy as np
import polars as pl

from xlcrm.frames import ROW, Frames
from xlcrm.metrics.intake import picked
from xlcrm.queries import values

CLOSED = ("bought", "lost", "converted")


def open_inquiries(frames: Frames, day: date) -> pl.DataFrame:
    """The inquiries that are open at the end of a day: the rows of Inquiries.

    An inquiry without a status is open; one without a date is left out. Whoever became a customer
    on the day of an inquiry or after it has been served: it waits no more, whatever its status.
    """
    rows, leads = frames["Inquiries"], _conversions(frames)
    customers = _through_leads(frames, leads)
    names = ("date", "status", "closed_on", "converted_on", "lead_id", "customer_id")
    opened = []
    for moment, status, closed, converted, lead, customer in values(rows, *names):
        ended = converted if closed is None else closed
        over = status in CLOSED and not (ended is not None and ended > day)
        became = (converted, leads.get(lead), customers.get(customer))
        opened.append(moment is not None and not over and _waits(moment.date(), became, day))
    return picked(rows, np.array(opened, dtype=np.bool_))


def _waits(asked: date, became: Iterable[date | None], day: date) -> bool:
    """Whether somebody asked by a day, and became no customer from then to that day."""
    return asked <= day and not any(on is not None and asked <= on <= day for on in became)


def _conversions(frames: Frames) -> Mapping[str | None, date]:
    """The day on which each lead converted, by id; of several rows with one id the first counts."""
    known = [
        pair for pair in values(frames["Leads"], "lead_id", "converted_on") if None not in pair
    ]
    return dict(reversed(known))


def _through_leads(frames: Frames, leads: Mapping[str | None, date]) -> Mapping[str | None, date]:
    """The day on which the lead that each customer was converted, by the customer's id."""
    people = values(frames["Customers"], "customer_id", "lead_id")
    known = dict(reversed([pair for pair in people if None not in pair]))
    return {customer: leads[lead] for customer, lead in known.items() if lead in leads}


def unanswered(frames: Frames, opened: pl.DataFrame, day: date) -> pl.DataFrame:
    """The open inquiries that nobody has replied to: no reply noted, no offer, no activity since.

    Args:
        frames: the workbook's tables.
        opened: the inquiries that are open at the end of the day, of `open_inquiries`.
        day: the day.

    Returns:
        Their rows, oldest first.
    """
    acted = _last_activities(frames, day)
    names = ("date", ROW, "replied_at", "status", "lead_id", "customer_id")
    silent = []
    for place, row in enumerate(values(opened, *names)):
        moment, number, replied, status, lead, customer = row
        last = acted.get(customer if lead is None else lead)
        touched = last is not None and last >= moment.date()
        replied_by_then = replied is not None and replied.date() <= day
        if not (touched or replied_by_then) and status in {None, "open"}:
            silent.append((moment, number, place))
    return opened[pl.Series([place for *_, place in sorted(silent)], dtype=pl.UInt32)]


def _last_activities(frames: Frames, day: date) -> Mapping[str | None, date]:
    """The day of each party's last activity."""
    found: dict[str | None, date] = {}
    for party, moment in values(frames["Activities"], "party_id", "date"):
        if party is not None and moment is not None and moment.date() <= day:
            found[party] = max(moment.date(), found.get(party, date.min))
    return found
