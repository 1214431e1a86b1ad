"""The CRM's sheets for a workbook that exists: what it lacks is added, what it has is kept."""

from collections.abc import Iterator
from dataclasses import dataclass

from xlcrm.cells import TablePlace
from xlcrm.errors import TableBlockedError
from xlcrm.language import DEFAULT
from xlcrm.patches import DefineName
from xlcrm.sheets import MODELS, columns, label, recognise
from xlcrm.template.drop_downs import KEY as DROP_DOWNS
from xlcrm.template.places import START, Places, usual_title
from xlcrm.template.sheets import template_sheets
from xlcrm.workbook.additions import Addition, Standing

KEYS = (START, DROP_DOWNS)
"""The generated sheets that a new workbook has."""

_READ_BY_NAMES = {
    "Lists": ("list", "value", "alias_of"),
    "Settings": ("key", "value"),
    "Stages": ("stage",),
}
"""The columns that drop-downs and the workbook's names point at."""

_GONE = "#REF!"


@dataclass(frozen=True)
class Kept:
    """A table that the workbook has already, under the name of one of the CRM's.

    Attributes:
        place: where it stands.
        missing: the headers of the needed columns that it lacks.
    """

    place: TablePlace
    missing: tuple[str, ...]


def wished_titles(language: str = DEFAULT) -> list[str]:
    """The titles that the added sheets would like to have."""
    return [usual_title(key, language) for key in (*KEYS, *MODELS)]


def kept_tables(standing: Standing, language: str = DEFAULT) -> list[Kept]:
    """The workbook's own tables that are taken for the CRM's, as they are.

    Args:
        standing: what it holds.
        language: in which columns that are missing are named.
    """
    found = []
    for table, model in MODELS.items():
        place = standing.tables.get(table)
        if place is not None:
            known = recognise(model, place.headers, place.meanings).values()
            needed = [name for name, column in columns(model).items() if column.required]
            # Rows of a table that was adopted count without an id; adopting has said so.
            needed += [model.identity] if model.identity and not place.meanings else []
            missing = [name for name in dict.fromkeys(needed) if name not in known]
            lacking = tuple(label(name, language) for name in missing)
            found.append(Kept(place, lacking))
    return found


def addition(standing: Standing, book: str, language: str = DEFAULT) -> Addition:
    """What a workbook lacks.

    Args:
        standing: what it holds.
        book: its file's name, for messages.
        language: of titles, headers and hints.

    Returns:
        The sheets of the missing tables, Start and the drop-downs where they are missing, and the
        missing names; nothing for a workbook that has them all.

    Raises:
        TableBlockedError: names that are needed mean something else in the workbook.
    """
    kept = {table: place for table, place in standing.tables.items() if table in MODELS}
    if len(kept) == len(MODELS) and standing.own.keys() >= set(KEYS):
        return Addition()
    _refuse_others(standing, kept, book)
    titles = {key: standing.titles[usual_title(key, language)] for key in (*KEYS, *MODELS)}
    places = Places(language, {**titles, **standing.own}, kept)
    sheets, names = template_sheets(language, places)
    stale = DROP_DOWNS if "Lists" not in kept else ""
    wanted = [sheet for sheet in sheets if sheet.key not in standing.own or sheet.key == stale]
    return Addition(wanted, KEYS, _names(standing, names, book))


def _names(standing: Standing, names: list[DefineName], book: str) -> list[DefineName]:
    """The names to define: those that are missing, or whose cells are gone."""
    known = {name.casefold(): refers_to for name, refers_to in standing.names.items()}
    wanted: list[DefineName] = []
    theirs: list[str] = []
    for name in names:
        refers_to = known.get(name.name.casefold(), _GONE)
        if _GONE in refers_to:
            wanted.append(name)
        elif refers_to != name.refers_to and DROP_DOWNS not in standing.own:
            theirs.append(name.name)
    if theirs:
        raise TableBlockedError("add.names_taken", book=book, names=", ".join(theirs))
    return wanted


def _refuse_others(standing: Standing, kept: dict[str, TablePlace], book: str) -> None:
    taken = {name.casefold(): name for name in (*standing.tables, *standing.names)}
    doubled = [taken[t.casefold()] for t in MODELS if t not in kept and t.casefold() in taken]
    doubled += _unlike(kept)
    if doubled:
        raise TableBlockedError("add.names_taken", book=book, names=", ".join(doubled))


def _unlike(kept: dict[str, TablePlace]) -> Iterator[str]:
    """Tables of the user's under a name that the drop-downs need, which they cannot read."""
    for table, wanted in _READ_BY_NAMES.items():
        if table in kept:
            fields = recognise(MODELS[table], kept[table].headers, kept[table].meanings).values()
            if not set(wanted) <= set(fields):
                yield table
