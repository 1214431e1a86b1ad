"""Which parts belong to one part alone."""

from collections.abc import Iterable

from xlcrm.opc.draft import Draft
from xlcrm.opc.names import part_key, relationships_name


def exclusive_parts(draft: Draft, part: str) -> list[str]:
    """The parts that only `part` leads to, in the order in which it leads to them.

    Parts that nothing leads to belong to nobody and are not among them.
    """
    others = _reached(draft, [""], without=part_key(part))
    own = _reached(draft, [part], without="")
    return [name for key, name in own.items() if key not in others and key != part_key(part)]


def _reached(draft: Draft, starts: Iterable[str], without: str) -> dict[str, str]:
    """All parts that some parts lead to, by key; what `without` leads to does not count."""
    found: dict[str, str] = {}
    queue = list(starts)
    while queue:
        current = queue.pop(0)
        if part_key(current) == without and without:
            continue
        if current and relationships_name(current) not in draft:
            continue
        for item in draft.relationships(current):
            key = part_key(item.target)
            if not item.external and key not in found and item.target in draft:
                found[key] = item.target
                queue.append(item.target)
    return found
