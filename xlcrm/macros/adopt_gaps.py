"""What a manager's table lacks that commands cannot do without, and what is done about it."""

from collections.abc import Collection, Mapping, Sequence

from xlcrm.cells import Meaning
from xlcrm.crm.adopting.proposal import AdoptedTable, Proposal
from xlcrm.errors import ColumnMissingError
from xlcrm.language import text
from xlcrm.macros.reading import needed_fields
from xlcrm.sheets import label


def lacking(one: AdoptedTable) -> tuple[str, ...]:
    """The needed fields that a table lacks and that only the manager can fill.

    Args:
        one: the manager's table.
    """
    present = {*one.fields(), *one.fillable()}
    return tuple(name for name in needed_fields(one.table) if name not in present)


def unfilled(one: AdoptedTable, added: Collection[str] = ()) -> tuple[str, ...]:
    """The needed fields that a table lacks and that commands fill, once they have the columns.

    Args:
        one: the manager's table.
        added: the fields whose columns are added.
    """
    present = {*one.fields(), *added}
    fillable = set(one.fillable()) - present
    return tuple(name for name in needed_fields(one.table) if name in fillable)


def options(one: AdoptedTable, language: str) -> str:
    """The options that name the columns that a table lacks, such as "--map Orders.amount=HEADER".

    Args:
        one: the manager's table.
        language: of the word that stands for the header.
    """
    header = text("adopt.placeholder", language)
    return " ".join(f"--map {one.table}.{name}={header}" for name in lacking(one))


def refuse_gaps(proposal: Proposal, language: str) -> None:
    """Refuses to keep a mapping under which nothing in a table would count.

    Args:
        proposal: the tables.
        language: in which columns are named.

    Raises:
        ColumnMissingError: a table lacks what only the manager can fill ("adopt.gaps").
    """
    short: Mapping[str, AdoptedTable] = {one.table: one for one in proposal.tables if lacking(one)}
    if not short:
        return
    first = next(iter(short.values()))
    raise ColumnMissingError(
        "adopt.gaps",
        gaps="; ".join(_gap(one, language) for one in short.values()),
        options=" ".join(options(one, language) for one in short.values()),
        table=first.table,
    )


def _gap(one: AdoptedTable, language: str) -> str:
    headers = ", ".join(label(name, language) for name in lacking(one))
    return f"{one.table} ({one.place.sheet}): {headers}"


def waiting(
    proposal: Proposal, made: Mapping[str, Sequence[Meaning]]
) -> dict[str, tuple[str, ...]]:
    """The needed fields that stay without a column, by our table: commands that need one stop.

    Args:
        proposal: the tables.
        made: the columns that are added, by our table.
    """
    found = {
        one.table: unfilled(one, {meaning.field for meaning in made.get(one.table, ())})
        for one in proposal.tables
    }
    return {table: fields for table, fields in found.items() if fields}
