"""The template as a file: the sheets written as a new workbook, its columns styled throughout."""

import io
import zipfile
from pathlib import Path

from lxml import etree

from xlcrm.cells import Address
from xlcrm.language import DEFAULT
from xlcrm.opc import markup
from xlcrm.opc.namespaces import child, children, like
from xlcrm.opc.new_book import new_book
from xlcrm.template.sheets import template_sheets

_SHEETS = "xl/worksheets/sheet"


def build_template(target: Path, language: str = DEFAULT) -> None:
    """Writes the template; the same declarations give the same bytes of every part.

    Args:
        target: where to; a file that is there is overwritten.
        language: of titles, headers and hints.
    """
    made, finished = io.BytesIO(), io.BytesIO()
    new_book(made, *template_sheets(language))
    with (
        zipfile.ZipFile(made) as source,
        zipfile.ZipFile(finished, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for item in source.infolist():
            content = source.read(item)
            if item.filename.startswith(_SHEETS):
                content = styled_columns(content)
            archive.writestr(item, content)
    target.write_bytes(finished.getvalue())


def styled_columns(content: bytes) -> bytes:
    """A sheet whose columns look like its last row all the way down, if it has a table.

    What is typed below the table, or appended to it, then has the format of its column.
    """
    root = markup.parse(content)
    cells, listed = child(root, "sheetData"), child(root, "cols")
    if child(root, "tableParts") is None or cells is None or listed is None:
        return content
    fresh = children(cells, "row")[-1]
    styles = {
        Address.parse(cell.get("r", "")).column: cell.get("s", "0") for cell in children(fresh, "c")
    }
    for column in children(listed, "col"):
        for number in range(int(column.get("min", "0")), int(column.get("max", "0")) + 1):
            single = etree.Element(
                like(column, "col"), {str(name): str(value) for name, value in column.items()}
            )
            single.set("min", str(number))
            single.set("max", str(number))
            if number in styles:
                single.set("style", styles[number])
            column.addprevious(single)
        listed.remove(column)
    return markup.serialise(root)
