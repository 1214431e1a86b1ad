"""Which parts belong to one part alone, and which names are spoken for."""

from collections.abc import Iterable
from contextlib import suppress

from xlcrm.errors import BookError
from xlcrm.opc.draft import Draft
from xlcrm.opc.names import part_key, relationships_name

_FOLDER, _ENDING = "_rels", ".rels"


def exclusive_parts(draft: Draft, part: str) -> list[str]:
    """The parts that only `part` leads to, in the order in which it leads to them.

    Parts that nothing leads to belong to nobody and are not among them. Relationships that cannot
    be read lead nowhere, for any program.
    """
    # The workbook lists the sources of PivotTables, which are the sheets' all the same.
    others = _reached(draft, [""], without=part_key(part), listing="pivotCacheDefinition")
    own = _reached(draft, [part], without="")
    return [name for key, name in own.items() if key not in others and key != part_key(part)]


def taken_names(draft: Draft) -> set[str]:
    """The keys of all part names that a new part must not take.

    A name that a relationship leads to is taken even where the part is missing: a new part of
    that name would become what is missing.
    """
    taken = {part_key(name) for name in draft}
    for key in list(taken):
        folder, _, name = key.rpartition("/")
        if not name.endswith(_ENDING) or not (folder == _FOLDER or folder.endswith("/" + _FOLDER)):
            continue
        source = folder.removesuffix(_FOLDER) + name.removesuffix(_ENDING)
        with suppress(BookError):
            taken |= {part_key(item.target) for item in draft.relationships(source)}
    return taken


def _reached(
    draft: Draft, starts: Iterable[str], without: str, listing: str = ""
) -> dict[str, str]:
    """All parts that some parts lead to, by key; what `without` leads to does not count.

    Nor does what the workbook itself leads to by relationships of the kind `listing`.
    """
    found: dict[str, str] = {}
    books = {part_key(name) for name in draft.relationships("").targets("officeDocument")}
    queue = list(starts)
    while queue:
        current = queue.pop(0)
        if part_key(current) == without and without:
            continue
        if current and relationships_name(current) not in draft:
            continue
        try:
            relationships = draft.relationships(current)
        except BookError:
            continue
        for item in relationships:
            key = part_key(item.target)
            if item.kind == listing and part_key(current) in books:
                continue
            if not item.external and key not in found and item.target in draft:
                found[key] = item.target
                queue.append(item.target)
    return found
