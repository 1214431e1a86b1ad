"""What the import says: the mapping first, then every row of the file, and what is worth a look."""

from collections.abc import Iterator, Sequence
from typing import Any

from xlcrm.crm.importing import Counts, Difference, ImportPlan, RowFile
from xlcrm.crm.importing.grouping import Group, grouped
from xlcrm.crm.importing.joining import parts_of
from xlcrm.frames import Frames
from xlcrm.language import text
from xlcrm.macros.import_words import Words
from xlcrm.macros.outcome import Listing, Message, Outcome, say

_DIFFERENCE = ("line", "key", "field", "kept", "other")
_ALWAYS = {"added", "refused"}
_COUNTS = ("added", "updated", "unchanged", "differing", "merged", "left_out", "refused")
_LINES = 20
_LONGEST = 40


def outcome_of(
    plan: ImportPlan,
    rows: RowFile,
    frames: Frames,
    *,
    new_columns: Sequence[str] = (),
    known: bool,
    dry_run: bool,
) -> Outcome:
    """What the user is told of a plan.

    Args:
        plan: the plan.
        rows: the file.
        frames: the workbook.
        new_columns: headers that the table gets, in order.
        known: whether the mapping was remembered.
        dry_run: whether nothing is written.
    """
    words, language = Words(frames, plan.table), frames.language
    reasons = [words.told(one.code, one.parameters) for one in plan.refusals]
    remarks = [words.told(one.code, one.parameters) for one in plan.remarks]
    refused = [(_told(group, words),) for group in grouped(plan.refusals)]
    differing = [_row_in_words(one, words) for one in plan.differences]
    titles = [text(f"command.import.{name}", language) for name in _DIFFERENCE]
    return Outcome(
        (
            *_mapping(plan, rows, words, known=known),
            *_totals(plan, new_columns, words, dry_run=dry_run),
            *(say("calc.line", line=one) for one in remarks),
        ),
        (
            Listing(say("command.import.refusals", n=plan.counts.refused), ("",), refused),
            Listing(say("command.import.differences", n=len(differing)), titles, differing),
        ),
        found=plan.counts.refused > 0,
        data={**_data(plan, rows, reasons, remarks), "new_columns": list(new_columns)},
        language=language,
    )


def _mapping(plan: ImportPlan, rows: RowFile, words: Words, *, known: bool) -> Iterator[Message]:
    """Which column goes where and how it is read, with a cell to see it by."""
    facts = {"file": plan.source, "table": words.table}
    if rows.sheet:
        yield say("command.import.from_sheet", sheet=rows.sheet, **facts)
    else:
        yield say("command.import.from_text", encoding=rows.encoding, **facts)
    yield say("command.import.remembered" if known else "command.import.mapping")
    places = {header: at for at, header in enumerate(rows.headers)}
    first = {header: parts_of(header, rows.headers)[0] for header in plan.mapping.values()}
    in_order = sorted(plan.mapping.items(), key=lambda pair: places[first[pair[1]]])
    for field, header in in_order:
        order, mark = plan.date_orders.get(header), plan.decimal_marks.get(header)
        typed, value = plan.examples.get(header, ("", None))
        held = words.value(value)
        how = text("command.import.way", words.language, way=order or mark) if order or mark else ""
        meant = typed if held in {"", typed} else f"{_short(typed)} = {_short(held)}"
        yield say(
            "command.import.mapped",
            field=words.field(field),
            header=header,
            way=how,
            cell=_short(meant),
        )
    if plan.not_taken:
        yield say("command.import.not_taken", headers=", ".join(plan.not_taken))


def _short(typed: str) -> str:
    line = " ".join(typed.split())
    return line if len(line) <= 2 * _LONGEST else f"{line[: 2 * _LONGEST]}..."


def _totals(
    plan: ImportPlan, new_columns: Sequence[str], words: Words, *, dry_run: bool
) -> Iterator[Message]:
    counts = plan.counts
    read = text("command.rows", words.language, n=counts.read)
    parts = _parts(counts, words.language)
    facts = {"file": plan.source, "table": words.table}
    yield say("command.import.total", read=read, parts=parts, **facts)
    if new_columns:
        names = ", ".join(new_columns)
        yield say(
            "command.import.new_columns", n=len(new_columns), table=words.table, columns=names
        )
    if plan.replaceable:
        yield say("command.import.kept_values", n=plan.replaceable)
    if dry_run:
        yield say("command.import.dry")


def _parts(counts: Counts, language: str) -> str:
    parts = {name: getattr(counts, name) for name in _COUNTS}
    return " + ".join(
        text(f"command.import.{name}", language, n=n)
        for name, n in parts.items()
        if n or name in _ALWAYS
    )


def _told(group: Group, words: Words) -> str:
    """The first row with its reason, and the lines of the others."""
    reason = words.told(group.first.code, group.first.parameters)
    if not group.others:
        return reason
    lines = ", ".join(map(str, group.others[:_LINES]))
    more = " ..." if len(group.others) > _LINES else ""
    alike = text("command.import.alike", words.language, n=len(group.others), lines=lines + more)
    return f"{reason} {alike}"


def _row(one: Difference) -> tuple[Any, ...]:
    return one.line, one.key, one.field, one.kept, one.other


def _row_in_words(one: Difference, words: Words) -> tuple[Any, ...]:
    kept, other = words.value(one.kept), words.value(one.other)
    return one.line, words.key(one.key), words.field(one.field), kept, other


def _data(
    plan: ImportPlan, rows: RowFile, reasons: list[str], remarks: list[str]
) -> dict[str, Any]:
    counts = plan.counts
    return {
        "table": plan.table,
        "file": plan.source,
        "sheet": rows.sheet,
        "encoding": rows.encoding,
        "mapping": dict(plan.mapping),
        "read": counts.read,
        **{name: getattr(counts, name) for name in _COUNTS},
        "refusals": [
            {
                "line": one.line,
                "column": one.column,
                "value": one.value,
                "code": one.code,
                "reason": reason,
            }
            for one, reason in zip(plan.refusals, reasons, strict=True)
        ],
        "differences": [dict(zip(_DIFFERENCE, _row(one), strict=True)) for one in plan.differences],
        "remarks": remarks,
        "date_orders": dict(plan.date_orders),
        "decimal_marks": dict(plan.decimal_marks),
        "not_taken": list(plan.not_taken),
    }
