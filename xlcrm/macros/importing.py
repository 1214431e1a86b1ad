"""Import: the rows of a file appended to a table, every row of it accounted for."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from xlcrm.crm.history_lines import Stamp
from xlcrm.crm.importing import Counts, ImportPlan, plan_import, read_rows
from xlcrm.errors import ImportFileError, UsageError
from xlcrm.language import text
from xlcrm.macros.outcome import Ask, Listing, Message, Outcome, Progress, say
from xlcrm.macros.reading import read_frames
from xlcrm.macros.writing import write
from xlcrm.sheets.vocabularies import folded
from xlcrm.workbook.base import Workbook


def import_rows(
    book: Workbook,
    ask: Ask,
    progress: Progress,
    *,
    today: date,
    stamp: Stamp,
    table: str,
    file: Path,
    map: Mapping[str, str],  # noqa: A002 - the option's name
    where: Mapping[str, str],
    alias: Mapping[str, str],
    date_order: str | None = None,
    decimal: str | None = None,
    again: bool = False,
    dry_run: bool = False,
) -> Outcome:
    """Appends the rows of a file to a table.

    Args:
        book: the workbook.
        ask: not used; the options say everything.
        progress: told what is read.
        today: not used.
        stamp: who does it, and when, for History.
        table: the table, in any case.
        file: the file of rows.
        map: the file's header by field.
        where: values by header of the file.
        alias: meanings by "field:label".
        date_order: "dmy", "mdy" or "ymd".
        decimal: "." or ",".
        again: whether rows are added that all stand in the table already.
        dry_run: whether nothing is written.

    Raises:
        ImportFileError: the file cannot be read or mapped, or was imported before.
        TableMissingError: the workbook has no such table.
    """
    del ask, today
    name = next((one for one in book.tables() if folded(one) == folded(table)), table)
    frames = read_frames(book, progress, needed=(name,))
    progress("progress.file", file=file.name)
    plan = plan_import(
        frames,
        name,
        read_rows(file),
        map,
        date_order=date_order or "",
        decimal=decimal or "",
        where=where,
        aliases=dict(_alias(key, meaning) for key, meaning in alias.items()),
    )
    if plan.patches and not again and any(one.code in _ALL_THERE for one in plan.remarks):
        raise ImportFileError("import.imported_before", file=file.name, table=name)
    outcome = _outcome(plan, frames.settings.language, dry_run=dry_run)
    if plan.patches and not dry_run:
        progress("progress.writing", book=book.name)
        write(book, frames, plan.patches, stamp)
    return outcome


_ALL_THERE = {"import.lines_all_there", "import.rows_all_there"}


def _alias(key: str, meaning: str) -> tuple[tuple[str, str], str]:
    field, mark, label = key.partition(":")
    if not mark:
        raise UsageError("usage.alias", item=f"{key}={meaning}")
    return (field.strip(), label.strip()), meaning


def _outcome(plan: ImportPlan, language: str, *, dry_run: bool) -> Outcome:
    refusals = [text(one.code, language, **one.parameters) for one in plan.refusals]
    differences = [(one.line, one.key, one.field, one.kept, one.other) for one in plan.differences]
    remarks = [text(one.code, language, **one.parameters) for one in plan.remarks]
    titles = {name: text(f"command.import.{name}", language) for name in _DIFFERENCE}
    return Outcome(
        (*_messages(plan, dry_run=dry_run), *(say("calc.line", line=one) for one in remarks)),
        (
            Listing(
                say("command.import.refusals", n=len(refusals)), ("",), [(r,) for r in refusals]
            ),
            Listing(
                say("command.import.differences", n=len(differences)),
                list(titles.values()),
                differences,
            ),
        ),
        found=plan.counts.refused > 0,
        data=_data(plan, refusals, remarks),
        language=language,
    )


_DIFFERENCE = ("line", "key", "field", "kept", "other")


def _messages(plan: ImportPlan, *, dry_run: bool) -> list[Message]:
    counts = plan.counts
    lines = [say("command.import.total", file=plan.source, table=plan.table, **_parts(counts))]
    taken = ", ".join(f"{field} = {header}" for field, header in plan.mapping.items())
    lines.append(say("command.import.mapping", mapping=taken))
    if plan.not_taken:
        lines.append(say("command.import.not_taken", headers=", ".join(plan.not_taken)))
    orders = ", ".join(f"{header}: {order}" for header, order in plan.date_orders.items())
    if orders:
        lines.append(say("command.import.orders", orders=orders))
    if dry_run:
        lines.append(say("command.import.dry"))
    return lines


def _parts(counts: Counts) -> dict[str, Any]:
    known = ("added", "merged", "unchanged", "differing", "left_out", "refused")
    parts = {name: getattr(counts, name) for name in known}
    shown = [
        text(f"command.import.{name}", n=n) for name, n in parts.items() if n or name in _ALWAYS
    ]
    return {"read": counts.read, "parts": " + ".join(shown)}


_ALWAYS = {"added", "refused"}


def _data(plan: ImportPlan, refusals: list[str], remarks: list[str]) -> dict[str, Any]:
    counts = plan.counts
    return {
        "table": plan.table,
        "file": plan.source,
        "mapping": dict(plan.mapping),
        "read": counts.read,
        "added": counts.added,
        "merged": counts.merged,
        "unchanged": counts.unchanged,
        "differing": counts.differing,
        "left_out": counts.left_out,
        "refused": counts.refused,
        "refusals": [
            {
                "line": one.line,
                "column": one.column,
                "value": one.value,
                "code": one.code,
                "reason": r,
            }
            for one, r in zip(plan.refusals, refusals, strict=True)
        ],
        "differences": [
            {
                "line": one.line,
                "key": one.key,
                "field": one.field,
                "kept": one.kept,
                "other": one.other,
            }
            for one in plan.differences
        ],
        "remarks": remarks,
        "date_orders": dict(plan.date_orders),
        "not_taken": list(plan.not_taken),
    }
