"""What a manager should look at after the log was sorted, as problems."""

from collections.abc import Iterator, Sequence

from xlcrm.crm.edits import Finder
from xlcrm.crm.sorting import SortedInquiry, Sorting
from xlcrm.frames import Frames
from xlcrm.problems import Level, Problem


def sorting_problems(frames: Frames, records: Sequence[SortedInquiry]) -> tuple[Problem, ...]:
    """The findings about the sorted inquiries.

    Args:
        frames: the workbook's tables.
        records: what becomes of the inquiries.
    """
    finder = Finder(frames, "Inquiries")
    return tuple(problem for record in records for problem in _about(finder, record))


def _about(finder: Finder, record: SortedInquiry) -> Iterator[Problem]:
    inquiry, name = record.inquiry_id, record.name
    if record.outcome is Sorting.UNCLEAR:
        yield finder.at(
            record.row,
            "lead_id",
            Level.WARNING,
            "leads.unclear",
            inquiry_id=inquiry,
            name=name,
            by=record.by.value if record.by else "",
            candidates=", ".join(record.candidates),
        )
    elif record.outcome is Sorting.ANONYMOUS:
        yield finder.at(record.row, "name", Level.HINT, "leads.anonymous", inquiry_id=inquiry)
    elif record.outcome is Sorting.LATER:
        named = {"inquiry_id": inquiry, "name": name}
        yield finder.at(record.row, "date", Level.HINT, "leads.later", **named)
    elif record.outcome is Sorting.CREATES and record.alike:
        named = {"lead_id": record.party_id, "name": name, "candidates": ", ".join(record.alike)}
        yield finder.at(record.row, "name", Level.HINT, "leads.same_name", **named)
    elif record.outcome is Sorting.CREATES and not record.known:
        named = {"lead_id": record.party_id, "name": name}
        yield finder.at(record.row, "name", Level.HINT, "leads.no_key", **named)
