"""All sheets and names of a new workbook, made from the declarations in `xlcrm.sheets`."""

from xlcrm.cells import column_letters, quoted
from xlcrm.language import DEFAULT
from xlcrm.patches import DefineName, WriteSheet
from xlcrm.sheets import MODELS, columns
from xlcrm.template.colours import TODAY
from xlcrm.template.contents import list_items
from xlcrm.template.drop_downs import drop_down_names, drop_down_sheet
from xlcrm.template.start import start_sheet
from xlcrm.template.table_sheet import table_place, table_sheet


def template_sheets(language: str = DEFAULT) -> tuple[list[WriteSheet], list[DefineName]]:
    """All sheets of a new workbook in order, and its names.

    Args:
        language: of titles, headers and hints.
    """
    lists = table_place("Lists", language)
    sheets = [
        start_sheet(language),
        *(table_sheet(table, language) for table in MODELS),
        drop_down_sheet(list_items(language), lists, language),
    ]
    return sheets, [*drop_down_names(language), *_names(language)]


def _names(language: str) -> list[DefineName]:
    settings, stages = (
        quoted(table_place(table, language).sheet) for table in ("Settings", "Stages")
    )
    letters = {name: column_letters(at) for at, name in enumerate(columns(MODELS["Settings"]), 1)}
    keys, values = (f"{settings}!${letters[name]}:${letters[name]}" for name in ("key", "value"))
    as_of = f'INDEX({values},MATCH("as_of",{keys},0))'
    names = f"{stages}!$A:$A"
    return [
        DefineName(TODAY, f'IFERROR(IF({as_of}="",TODAY(),{as_of}),TODAY())'),
        DefineName("stage_names", f"INDEX({names},2):INDEX({names},MAX(2,COUNTA({names})))"),
    ]
