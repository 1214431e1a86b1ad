"""Convert: leads that bought move into the box of customers, after a look at what would happen."""

from collections.abc import Mapping, Sequence
from datetime import date

from xlcrm.crm.adopting.agreed import refuse_unagreed
from xlcrm.crm.conversion import plan_conversion
from xlcrm.crm.conversion_plan import ConversionPlan, ConvertedLead, Converting
from xlcrm.crm.conversion_preview import described, preview, why
from xlcrm.crm.history_lines import Stamp
from xlcrm.errors import BookOpenError, BookWriteError
from xlcrm.frames import Frames
from xlcrm.language import text
from xlcrm.language.writing import tally
from xlcrm.macros.looking import worth_a_look
from xlcrm.macros.outcome import Ask, Listing, Message, Outcome, Progress, explain, say
from xlcrm.macros.reading import BOXES, effective_day, read_frames
from xlcrm.macros.writing import show, write
from xlcrm.patches import WriteSheet
from xlcrm.report.conversion import Case, Fate, conversion_sheet
from xlcrm.udfs.context import Context
from xlcrm.workbook.base import Workbook

_HEADERS = ("lead", "name", "what", "customer", "why", "on")


def convert(
    book: Workbook,
    ask: Ask,
    progress: Progress,
    *,
    today: date,
    stamp: Stamp,
    lead_ids: Sequence[str] = (),
    apply: bool = False,
    as_of: date | None = None,
) -> Outcome:
    """Shows which leads become which customers; with `apply` it is done.

    Both write the sheet "Conversion": a look ahead, or the account of what was done. A look at a
    book that cannot be written goes without the sheet. A run that has nothing to do writes
    nothing, so that the account of the last one stays.

    Args:
        book: the workbook.
        ask: not used; `apply` is the answer.
        progress: told what is done.
        today: the day.
        stamp: who does it, and when, for History.
        lead_ids: the leads that the manager picked; none for all that bought.
        apply: whether it is written.
        as_of: the day of the run, if it is not that of the settings or today.

    Raises:
        TableMissingError: there is no Leads or no Customers table.
        ColumnMissingError: a table was adopted without a column that this fills.
    """
    del ask
    frames = read_frames(book, progress, needed=BOXES)
    progress("progress.matching")
    context = Context(frames, effective_day(frames, as_of, today), today)
    plan = plan_conversion(frames, context.as_of, lead_ids)
    refuse_unagreed(frames, plan.patches, book.name)
    language = frames.settings.language
    messages = _messages(plan, _moved(plan, frames), language, apply=apply)
    stopped = plan.counts[Converting.STOPPED] + plan.counts[Converting.REFUSED]
    cases = preview(frames, plan, context.as_of)
    listings = tuple(_listings(plan, cases, language))
    data = [described(lead, language) for lead in plan.leads]
    sheet = conversion_sheet(cases, _moved(plan, frames), context, done=apply)
    if apply and plan.patches:
        progress("progress.writing", book=book.name)
        write(book, frames, [*plan.patches, sheet], stamp)
    elif not apply and plan.leads:
        progress("progress.writing", book=book.name)
        messages.append(_show(book, frames, sheet))
    return Outcome(tuple(messages), listings, found=stopped > 0, data=data, language=language)


def _moved(plan: ConversionPlan, frames: Frames) -> dict[str, int]:
    """How many rows go with the leads, by the title of the sheet."""
    places = {table: frames.place(table) for table in plan.followed}
    return {place.sheet: plan.followed[table] for table, place in places.items() if place}


def _show(book: Workbook, frames: Frames, sheet: WriteSheet) -> Message:
    """Writes the look ahead; a book that cannot be written is looked at all the same."""
    try:
        show(book, frames, sheet)
    except (BookOpenError, BookWriteError) as error:
        why = explain(error, frames.settings.language)
        return say("command.convert.no_sheet", why=why)
    return say("command.convert.sheet", sheet=book.sheet_title(sheet.key))


def _messages(
    plan: ConversionPlan, followed: Mapping[str, int], language: str, *, apply: bool
) -> list[Message]:
    done = "done" if apply else "would"
    lines = [
        say(f"command.convert.{outcome.value}_{done}", n=plan.counts[outcome])
        for outcome in (Converting.CREATES, Converting.MERGES)
        if plan.counts[outcome]
    ]
    lines += [
        say(f"command.convert.{outcome.value}_n", n=plan.counts[outcome])
        for outcome in (Converting.STOPPED, Converting.REFUSED, Converting.ALREADY)
        if plan.counts[outcome]
    ]
    moved = tally(followed.items(), language)
    if moved:
        lines.append(say(f"command.convert.followed_{done}", rows=moved))
    if not plan.patches and not plan.counts[Converting.REFUSED]:
        others = plan.counts[Converting.STOPPED]
        lines.append(say("command.convert.nothing_else" if others else "command.convert.nothing"))
    elif plan.patches and not apply:
        lines.append(say("command.convert.look_only"))
    return lines


def _listings(plan: ConversionPlan, cases: Sequence[Case], language: str) -> list[Listing]:
    headers = [text(f"command.convert.header.{name}", language) for name in _HEADERS]
    rows = [_row(lead, language) for lead in plan.leads]
    leads = Listing(say("command.convert.leads"), headers, rows, most=50)
    fields = [_fields(cases, fate, language) for fate in (Fate.FILLED, Fate.KEPT, Fate.LEFT)]
    return [leads, *fields, worth_a_look(plan.problems, language)]


_COLUMNS = {
    Fate.FILLED: ("lead", "customer", "field", "value", "source"),
    Fate.KEPT: ("lead", "customer", "field", "kept", "value", "source"),
    Fate.LEFT: ("lead", "field", "value"),
}


def _fields(cases: Sequence[Case], fate: Fate, language: str) -> Listing:
    """The fields of all leads that meet one fate, each with where it is from."""
    names = _COLUMNS[fate]
    rows = []
    for case in cases:
        for one in case.fields:
            cells = {
                "lead": case.lead.text,
                "customer": case.customer.text,
                "field": one.header,
                "kept": one.kept.text,
                "value": one.value,
                "source": one.origin.text,
            }
            if one.fate is fate:
                rows.append([cells[name] for name in names])
    headers = [text(f"command.convert.header.{name}", language) for name in names]
    return Listing(say(f"command.convert.fields_{fate.value}"), headers, rows, most=50)


def _row(lead: ConvertedLead, language: str) -> tuple[object, ...]:
    what = text(f"command.convert.{lead.outcome.value}", language)
    said = why(lead, language)
    return (lead.lead_id, lead.name, what, lead.customer_id, said, lead.converted_on)
