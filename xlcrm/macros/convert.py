"""Convert: leads that bought move into the box of customers, after a look at what would happen."""

from collections.abc import Sequence
from datetime import date

from xlcrm.crm.conversion import plan_conversion
from xlcrm.crm.conversion_plan import ConversionPlan, ConvertedLead, Converting
from xlcrm.language import text
from xlcrm.macros.outcome import Ask, Listing, Message, Outcome, Progress, say
from xlcrm.macros.reading import BOXES, effective_day, read_frames
from xlcrm.report.problems import message
from xlcrm.workbook.base import Workbook

_HEADERS = ("lead", "name", "what", "customer", "why", "on")


def convert(
    book: Workbook,
    ask: Ask,
    progress: Progress,
    *,
    today: date,
    lead_ids: Sequence[str] = (),
    apply: bool = False,
    as_of: date | None = None,
) -> Outcome:
    """Shows which leads become which customers; with `apply` it is done.

    Args:
        book: the workbook.
        ask: not used; `apply` is the answer.
        progress: told what is done.
        today: the day.
        lead_ids: the leads that the manager picked; none for all that bought.
        apply: whether it is written.
        as_of: the day of the run, if it is not that of the settings or today.

    Raises:
        TableMissingError: there is no Leads or no Customers table.
    """
    del ask
    frames = read_frames(book, progress, needed=BOXES)
    progress("progress.matching")
    plan = plan_conversion(frames, effective_day(frames, as_of, today), lead_ids)
    language = frames.settings.language
    stopped = plan.counts[Converting.STOPPED] + plan.counts[Converting.REFUSED]
    outcome = Outcome(
        tuple(_messages(plan, apply=apply)),
        tuple(_listings(plan, language, apply=apply)),
        found=stopped > 0,
        language=language,
    )
    if apply and plan.patches:
        progress("progress.writing", book=book.name)
        book.apply(plan.patches)
    return outcome


def _messages(plan: ConversionPlan, *, apply: bool) -> list[Message]:
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
    moved = ", ".join(f"{table} {n:,}" for table, n in plan.followed.items() if n)
    if moved:
        lines.append(say(f"command.convert.followed_{done}", rows=moved))
    if not plan.patches:
        lines.append(say("command.convert.nothing"))
    elif not apply:
        lines.append(say("command.convert.look_only"))
    return lines


def _listings(plan: ConversionPlan, language: str, *, apply: bool) -> list[Listing]:
    headers = [text(f"command.convert.header.{name}", language) for name in _HEADERS]
    shown = [lead for lead in plan.leads if not apply or lead.code]
    leads = Listing(
        say("command.convert.leads"), headers, [_row(lead, language) for lead in shown], most=50
    )
    carried = [
        (lead.lead_id, lead.customer_id, one.name, one.kept, one.offered)
        for lead in plan.leads
        for one in lead.differences
    ]
    names = [text(f"command.convert.header.{n}", language) for n in ("lead", "customer")]
    kept = [text(f"command.import.{n}", language) for n in ("field", "kept", "other")]
    left = [
        (lead.lead_id, header, value) for lead in plan.leads for header, value in lead.left.items()
    ]
    look = [
        (problem.level.value, f"{problem.sheet}!{problem.cell}", message(problem, language))
        for problem in plan.problems
    ]
    return [
        leads,
        Listing(say("command.convert.differences"), [*names, *kept], carried),
        Listing(say("command.convert.left"), [names[0], kept[0], ""], left),
        Listing(say("command.look"), ("", "", ""), look),
    ]


def _row(lead: ConvertedLead, language: str) -> tuple[object, ...]:
    why = ""
    if lead.code:
        by = text(f"crm.key.{lead.by.value}", language) if lead.by else ""
        named = {"lead_id": lead.lead_id, "candidates": ", ".join(lead.candidates)}
        why = text(f"crm.{lead.code}", language, by=by, **named)
    elif lead.reason:
        why = text(f"crm.reason.{lead.reason.value}", language)
    what = text(f"command.convert.{lead.outcome.value}", language)
    return (lead.lead_id, lead.name, what, lead.customer_id, why, lead.converted_on)
