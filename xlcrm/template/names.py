"""The workbook's names: the words behind drop-downs, the stages, and the day of the figures."""

from xlcrm.cells import MAX_ROW, column_letters, quoted
from xlcrm.patches import DefineName
from xlcrm.sheets import MODELS, recognise
from xlcrm.template.colours import TODAY
from xlcrm.template.drop_downs import KEY as DROP_DOWNS
from xlcrm.template.drop_downs import drop_down_names
from xlcrm.template.places import Places

STAGES = "stage_names"


def template_names(places: Places) -> list[DefineName]:
    """All names of a workbook.

    Args:
        places: where its sheets and tables stand.
    """
    return [*drop_down_names(places.title(DROP_DOWNS)), *_names(places)]


def _names(places: Places) -> list[DefineName]:
    settings, stages = places.table("Settings").sheet, places.table("Stages")
    keys, values = (
        f"{quoted(settings)}!${letters}:${letters}"
        for letters in (_letters(places, "Settings", name) for name in ("key", "value"))
    )
    as_of = f'INDEX({values},MATCH("as_of",{keys},0))'
    letters, top = _letters(places, "Stages", "stage"), stages.extent.first.row
    column = f"{quoted(stages.sheet)}!${letters}:${letters}"
    counted = f"COUNTA({column})"
    if top > 1:  # what stands above the table is no stage
        counted = f"{top - 1}+COUNTA({quoted(stages.sheet)}!${letters}${top}:${letters}${MAX_ROW})"
    first = top + 1
    return [
        DefineName(TODAY, f'IFERROR(IF({as_of}="",TODAY(),{as_of}),TODAY())'),
        DefineName(STAGES, f"INDEX({column},{first}):INDEX({column},MAX({first},{counted}))"),
    ]


def _letters(places: Places, table: str, name: str) -> str:
    place = places.table(table)
    fields = recognise(MODELS[table], place.headers)
    header = next(header for header, field in fields.items() if field == name)
    return column_letters(place.column_of(header))
