"""The sheet "Columns" as it is when a workbook is adopted: its headers, and room for rows."""

from xlcrm.cells import Address, Extent
from xlcrm.language import text
from xlcrm.patches import Cell, Style, TableSpec, WriteSheet
from xlcrm.report.theme import GREY
from xlcrm.sheets.mapping import FIELDS, TABLE, mapping_headers

_WIDTHS = (14, 26, 26, 20, 16)
_HEADER = Style(bold=True, wrap=True, valign="top")


def mapping_title(language: str) -> str:
    """The title that the sheet has, where it is free."""
    return text("adopt.sheet", language)


def mapping_sheet(title: str, language: str) -> WriteSheet:
    """The sheet without a row.

    Args:
        title: a free one.
        language: of its headers and notes.
    """
    headers = mapping_headers(language)
    cells = {
        Address(1, at): Cell(header, style=_HEADER, note=text(f"adopt.note.{field}", language))
        for at, (field, header) in enumerate(zip(FIELDS, headers, strict=True), 1)
    }
    return WriteSheet(
        key=TABLE.lower(),
        title=title,
        cells=cells,
        widths=dict(enumerate(_WIDTHS, 1)),
        freeze=Address(2, 1),
        tables=(TableSpec(TABLE, Extent.of(1, 1, 2, len(headers)), headers),),
        tab=GREY,
        grid=True,
    )
