"""Clean call list: Prospects in one way of writing, without doubles, and who can be called."""

from collections.abc import Iterator
from datetime import date

from xlcrm.cells import Address
from xlcrm.crm.adopting.agreed import refuse_unagreed
from xlcrm.crm.call_list import TABLE, CallList, clean_call_list
from xlcrm.crm.edits import header_of
from xlcrm.crm.history_lines import Stamp
from xlcrm.frames import Frames
from xlcrm.language import text
from xlcrm.macros.outcome import Ask, Listing, Message, Outcome, Progress, say
from xlcrm.macros.reading import effective_day, read_frames
from xlcrm.macros.writing import write
from xlcrm.workbook.base import Workbook

_COUNTED = ("no_phone", "unverified", "no_decision_maker")


def clean(
    book: Workbook,
    ask: Ask,
    progress: Progress,
    *,
    today: date,
    stamp: Stamp,
    as_of: date | None = None,
    dry_run: bool = False,
) -> Outcome:
    """Puts the cold-call list in order.

    Args:
        book: the workbook.
        ask: not used; the options say everything.
        progress: told what is done.
        today: the day.
        stamp: who does it, and when, for History.
        as_of: the day, if it is not that of the settings or today.
        dry_run: whether nothing is written.

    Raises:
        TableMissingError: there is no Prospects table.
        ColumnMissingError: a table was adopted without a column that this fills.
    """
    del ask
    frames = read_frames(book, progress, needed=(TABLE,), lenient=True)
    progress("progress.matching")
    plan = clean_call_list(frames, effective_day(frames, as_of, today))
    refuse_unagreed(frames, plan.patches, book.name)
    language = frames.settings.language
    lines = _messages(plan)
    if dry_run and plan.patches:
        lines.append(say("command.import.dry"))
    outcome = Outcome(tuple(lines), tuple(_listings(plan, frames)), language=language)
    if plan.patches and not dry_run:
        progress("progress.writing", book=book.name)
        write(book, frames, plan.patches, stamp)
    return outcome


def _messages(plan: CallList) -> list[Message]:
    lines = [] if plan.patches else [say("command.clean.nothing")]
    gone = sum(double.goes for double in plan.doubles)
    if plan.rewritten:
        lines.append(say("command.clean.rewritten", n=plan.rewritten))
    if gone:
        lines.append(say("command.clean.doubles", n=gone))
    if plan.leads:
        lines.append(say("command.clean.leads", n=len(plan.leads)))
    lines.append(say("command.clean.ready", n=plan.ready, lines=plan.lines))
    for name, rows in zip(_COUNTED, (getattr(plan, one) for one in _COUNTED), strict=True):
        if rows:
            lines.append(say(f"command.clean.{name}", n=len(rows)))
    return lines


def _listings(plan: CallList, frames: Frames) -> Iterator[Listing]:
    place = frames.place(TABLE)
    sheet = place.sheet if place else TABLE
    left = place.extent.first.column if place else 1

    def cell(row: int) -> str:
        return f"{sheet}!{Address(row, left).a1}"

    language = frames.settings.language
    headers = [text(f"command.clean.header.{name}", language) for name in ("line", "earlier")]
    gone = [(cell(one.row), cell(one.of)) for one in plan.doubles if one.goes]
    yield Listing(say("command.clean.gone"), headers, gone)
    stays = [
        (cell(one.row), cell(one.of), ", ".join(header_of(frames, TABLE, n) for n in one.differs))
        for one in plan.doubles
        if not one.goes
    ]
    yield Listing(say("command.clean.stays"), (*headers, ""), stays)
    known = [(cell(row), customer) for row, customer in plan.customers.items()]
    yield Listing(say("command.clean.customers"), (headers[0], ""), known)
