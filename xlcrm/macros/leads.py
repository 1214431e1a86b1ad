"""Sort leads: the log of inquiries into box one."""

from datetime import date

from xlcrm.crm.adopting.agreed import refuse_unagreed
from xlcrm.crm.history_lines import Stamp
from xlcrm.crm.leads import LeadsPlan, sort_leads
from xlcrm.language import text
from xlcrm.macros.looking import worth_a_look
from xlcrm.macros.outcome import Ask, Message, Outcome, Progress, say
from xlcrm.macros.reading import BOXES, effective_day, read_frames
from xlcrm.macros.writing import write
from xlcrm.workbook.base import Workbook


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
        ColumnMissingError: a table was adopted without a column that this fills.
    """
    del ask
    frames = read_frames(book, progress, needed=BOXES)
    progress("progress.sorting")
    plan = sort_leads(frames, effective_day(frames, as_of, today))
    refuse_unagreed(frames, plan.patches, book.name)
    language = frames.settings.language
    lines = _messages(plan, language)
    if dry_run:
        lines.append(say("command.import.dry"))
    outcome = Outcome(tuple(lines), (worth_a_look(plan.problems, language),), language=language)
    if plan.patches and not dry_run:
        progress("progress.writing", book=book.name)
        write(book, frames, plan.patches, stamp)
    return outcome


def _messages(plan: LeadsPlan, language: str) -> list[Message]:
    lines = [_account(plan, language)] if plan.read else []
    if plan.leads_changed:
        lines.append(say("command.leads.changed", n=plan.leads_changed))
    if plan.order_lines:
        lines.append(say("command.leads.order_lines", n=plan.order_lines))
    if not plan.patches:
        lines.insert(0, say("command.leads.nothing"))
    return lines


def _account(plan: LeadsPlan, language: str) -> Message:
    """Every inquiry once: all that were read are the sum of the parts."""
    parts = {**plan.counts, "linked": plan.linked, "silent": plan.silent}
    told = [text(f"command.leads.{name}", language, n=n) for name, n in parts.items() if n]
    read = text("command.leads.read", language, n=plan.read)
    return say("command.leads.total", read=read, parts=" + ".join(told))
