"""Sort leads: the log of inquiries into box one."""

from datetime import date

from xlcrm.crm.history_lines import Stamp
from xlcrm.crm.leads import LeadsPlan, sort_leads
from xlcrm.macros.outcome import Ask, Listing, Message, Outcome, Progress, say
from xlcrm.macros.reading import BOXES, effective_day, read_frames
from xlcrm.macros.writing import write
from xlcrm.report.problems import message
from xlcrm.workbook.base import Workbook

_TOLD = ("creates", "joins", "repeats", "unclear", "anonymous", "later")


def sort(
    book: Workbook,
    ask: Ask,
    progress: Progress,
    *,
    today: date,
    stamp: Stamp,
    as_of: date | None = None,
    dry_run: bool = False,
) -> Outcome:
    """Files every inquiry under a lead or a customer, and brings the leads up to date.

    Args:
        book: the workbook.
        ask: not used; the options say everything.
        progress: told what is done.
        today: the day.
        stamp: who does it, and when, for History.
        as_of: the day of the run, if it is not that of the settings or today.
        dry_run: whether nothing is written.

    Raises:
        TableMissingError: there is no Inquiries or no Leads table.
    """
    del ask
    frames = read_frames(book, progress, needed=BOXES)
    progress("progress.sorting")
    plan = sort_leads(frames, effective_day(frames, as_of, today))
    language = frames.settings.language
    look = [
        (problem.level.value, f"{problem.sheet}!{problem.cell}", message(problem, language))
        for problem in plan.problems
    ]
    listing = Listing(say("command.look"), ("", "", ""), look)
    lines = _messages(plan)
    if dry_run:
        lines.append(say("command.import.dry"))
    outcome = Outcome(tuple(lines), (listing,), language=language)
    if plan.patches and not dry_run:
        progress("progress.writing", book=book.name)
        write(book, frames, plan.patches, stamp)
    return outcome


def _messages(plan: LeadsPlan) -> list[Message]:
    lines = [
        say(f"command.leads.{name}", n=plan.counts[name]) for name in _TOLD if plan.counts[name]
    ]
    if plan.leads_changed:
        lines.append(say("command.leads.changed", n=plan.leads_changed))
    if not plan.patches:
        lines.insert(0, say("command.leads.nothing"))
    return lines
