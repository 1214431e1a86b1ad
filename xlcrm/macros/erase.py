"""Erase a person: the one command that cannot be undone, so it shows first and says so."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from glob import escape
from pathlib import Path

from xlcrm.cells import Address
from xlcrm.crm.erasing import Erasure, erase
from xlcrm.frames import Frames
from xlcrm.language import text
from xlcrm.language.writing import tally
from xlcrm.macros.outcome import Ask, Listing, Message, Outcome, Progress, say
from xlcrm.macros.reading import effective_day, read_frames
from xlcrm.patches import Patch
from xlcrm.queries import values
from xlcrm.report.build import SHEETS
from xlcrm.report.erased import emptied_sheet
from xlcrm.udfs.context import Context
from xlcrm.workbook.base import Workbook
from xlcrm.workbook.closed import ClosedWorkbook
from xlcrm.workbook.mentioning import Mention, mentions
from xlcrm.workbook.versions import previous_path

_OURS = (*SHEETS, "client_card", "problems", "conversion", "checkup")


def erase_person(
    book: Workbook, ask: Ask, progress: Progress, *, today: date, who: str, yes: bool = False
) -> Outcome:
    """Shows what erasing a person would change; with `yes`, and yes for an answer, it is done.

    Args:
        book: the workbook.
        ask: asked once more before it is done.
        progress: told what is done.
        today: the day.
        who: the id of a customer, a lead or an inquiry, an e-mail address, or a phone number.
        yes: whether it is to be done.

    Raises:
        TableMissingError: the workbook has no table of ours.
        UsageError: nobody is known by it, or more than one person is.
    """
    frames = read_frames(book, progress, lenient=True)
    progress("progress.searching")
    plan = erase(frames, who)
    language = frames.settings.language
    told = {"who": who, "rows": tally(_rows(frames, plan), language)}
    context = Context(frames, effective_day(frames, None, today), today)
    ours = [key for key in _OURS if book.sheet_title(key)]
    if not yes:
        gone = _planned(frames, plan), {book.sheet_title(key) for key in ours}
        lines = [
            say("command.erase.person", ids=", ".join(_called(frames, plan.ids)) or who, **told)
        ]
        lines.append(say("command.erase.look_only"))
        return _outcome(book, plan, lines, _left_elsewhere(book, plan, *gone), language)
    if not ask("command.erase.sure", **told):
        return Outcome((say("command.erase.kept_back"),), language=language)
    progress("progress.writing", book=book.name)
    book.keep = frames.settings.versions_kept
    _apply(book, [*plan.patches, *(emptied_sheet(key, context) for key in ours)], plan)
    lines = [say("command.erase.person_done", **told)]
    if plan.ids:
        lines.append(say("command.erase.labels", labels=", ".join(plan.ids.values())))
    if ours:
        lines.append(say("command.erase.refresh"))
    return _outcome(book, plan, lines, _left_elsewhere(book, plan, set(), set()), language)


def _called(frames: Frames, ids: Iterable[str]) -> Iterator[str]:
    """Ids with the firm and the name beside them: who it is, is seen before it is gone."""
    known: dict[str, str] = {}
    for table, key in (("Customers", "customer_id"), ("Leads", "lead_id")):
        for id_, company, name in values(frames[table], key, "company", "name"):
            called = ", ".join(part for part in (company, name) if part)
            if called:
                known.setdefault(id_, called)
    for id_ in ids:
        yield f"{id_} ({known[id_]})" if id_ in known else id_


def _rows(frames: Frames, plan: Erasure) -> Iterator[tuple[str, int]]:
    """The rows that are changed, by the sheet's title."""
    for table, n in plan.rows.items():
        place = frames.place(table)
        yield place.sheet if place else table, n


def _apply(book: Workbook, patches: Sequence[Patch], plan: Erasure) -> None:
    """Writes past History, which would keep what is erased."""
    if isinstance(book, ClosedWorkbook):
        book.apply(patches, plan.texts)
    else:
        book.apply(patches)


def _planned(frames: Frames, plan: Erasure) -> set[Mention]:
    """The cells that will change."""
    found = set()
    for patch in plan.patches:
        place = frames.place(patch.table)
        if place is not None:
            column = place.column_of(patch.header)
            found |= {Mention(place.sheet, Address(row, column).a1) for row in patch.values}
    return found


def _left_elsewhere(
    book: Workbook, plan: Erasure, cells: Collection[Mention], sheets: Collection[str]
) -> list[Mention] | None:
    """What still shows the person, without some cells and sheets; None where nobody can look."""
    if not isinstance(book, ClosedWorkbook):
        return None
    found = mentions(book.path, plan.needles, plan.phones)
    return [one for one in found if one not in cells and one.sheet not in sheets]


def _outcome(
    book: Workbook,
    plan: Erasure,
    lines: list[Message],
    elsewhere: list[Mention] | None,
    language: str,
) -> Outcome:
    files = _versions(book.path) if isinstance(book, ClosedWorkbook) else []
    if files:
        lines.append(say("command.erase.versions", files=", ".join(files)))
    else:
        lines.append(say("command.erase.no_versions"))
    if elsewhere is None:
        lines.append(say("command.erase.not_searched"))
    elif not elsewhere:
        lines.append(say("command.erase.elsewhere_none"))
    where = [text(f"command.erase.{name}", language) for name in ("table", "where")]
    shown = [(one.sheet, one.cell) for one in elsewhere or ()]
    own = [(table, f"{header} ({cell})") for table, header, cell in plan.left]
    listings = (
        Listing(say("command.erase.elsewhere"), where, shown, most=100),
        Listing(say("command.erase.own"), where, own, most=50),
    )
    return Outcome(tuple(lines), listings, found=bool(shown or own), language=language)


def _versions(path: Path) -> list[str]:
    """The kept versions beside the book."""
    previous = previous_path(path)
    beside = previous.parent.glob(f"{escape(previous.stem)}*{previous.suffix}")
    return sorted(one.name for one in beside if one != path.resolve())
