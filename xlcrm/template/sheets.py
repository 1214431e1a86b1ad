"""All sheets and names of a new workbook, made from the declarations in `xlcrm.sheets`."""

from xlcrm.language import DEFAULT
from xlcrm.patches import DefineName, WriteSheet
from xlcrm.sheets import MODELS
from xlcrm.template.contents import list_items
from xlcrm.template.drop_downs import KEY as DROP_DOWNS
from xlcrm.template.drop_downs import drop_down_sheet
from xlcrm.template.names import template_names
from xlcrm.template.places import Places
from xlcrm.template.start import start_sheet
from xlcrm.template.table_sheet import table_sheet


def template_sheets(
    language: str = DEFAULT, places: Places | None = None
) -> tuple[list[WriteSheet], list[DefineName]]:
    """All sheets of a new workbook in order, and its names.

    Args:
        language: of titles, headers and hints.
        places: where they stand, if not as in a new workbook; tables that the user has already
            get no sheet.
    """
    where = places or Places(language)
    tables = [
        table_sheet(table, language)._replace(title=where.title(table))
        for table in MODELS
        if table not in where.kept
    ]
    words = drop_down_sheet(list_items(language), where.table("Lists"), language)
    sheets = [
        start_sheet(where),
        *tables,
        words._replace(title=where.title(DROP_DOWNS)),
    ]
    return sheets, template_names(where)
