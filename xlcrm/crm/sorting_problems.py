"""What a manager should look at after the log was sorted, as problems."""

from collections.abc import Iterator, Sequence

from xlcrm.crm.edits import problem_at
from xlcrm.crm.sorting import SortedInquiry, Sorting
from xlcrm.frames import Frames
from xlcrm.problems import Level, Problem


def sorting_problems(frames: Frames, records: Sequence[SortedInquiry]) -> tuple[Problem, ...]:
    """The findings about the sorted inquiries.

    Args:
        frames: the workbook's tables.
        records: what becomes of the inquiries.
    """
    return tuple(problem for record in records for problem in _about(frames, record))


def _about(frames: Frames, record: SortedInquiry) -> Iterator[Problem]:
    def found(level: Level, code: str, field: str, **named: str) -> Problem:
        return problem_at(frames, level, code, "Inquiries", field, record.row, **named)

    inquiry, name = record.inquiry_id, record.name
    if record.outcome is Sorting.UNCLEAR:
        key = record.by.value if record.by else ""
        yield found(
            Level.WARNING,
            "leads.unclear",
            "lead_id",
            inquiry_id=inquiry,
            name=name,
            by=key,
            candidates=", ".join(record.candidates),
        )
    elif record.outcome is Sorting.ANONYMOUS:
        yield found(Level.HINT, "leads.anonymous", "name", inquiry_id=inquiry)
    elif record.outcome is Sorting.LATER:
        yield found(Level.HINT, "leads.later", "date", inquiry_id=inquiry, name=name)
    elif record.outcome is Sorting.CREATES:
        lead = record.party_id
        if record.alike:
            others = ", ".join(record.alike)
            yield found(
                Level.HINT, "leads.same_name", "name", lead_id=lead, name=name, candidates=others
            )
        elif not record.known:
            yield found(Level.HINT, "leads.no_key", "name", lead_id=lead, name=name)
