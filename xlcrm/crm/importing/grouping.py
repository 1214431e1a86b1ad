"""Refused rows by their reason: many lines that are wrong alike are told once."""

from collections.abc import Sequence
from dataclasses import dataclass

from xlcrm.crm.importing.outcome import Refusal


@dataclass(frozen=True)
class Group:
    """The rows that one reason refuses.

    Attributes:
        first: the first of them.
        others: the lines of the others, in order.
    """

    first: Refusal
    others: tuple[int, ...]


def grouped(refusals: Sequence[Refusal]) -> list[Group]:
    """The refusals by column and reason, those of most rows first, then in the file's order."""
    found: dict[tuple[str, str], list[Refusal]] = {}
    for one in refusals:
        found.setdefault((one.column, one.code), []).append(one)
    groups = [Group(first, tuple(one.line for one in rest)) for first, *rest in found.values()]
    return sorted(groups, key=lambda group: (-len(group.others), group.first.line))
