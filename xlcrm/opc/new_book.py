"""A whole new workbook from sheets and names."""

import io
import zipfile
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import BinaryIO, NamedTuple

from lxml import etree

from xlcrm.cells import quoted
from xlcrm.opc import markup
from xlcrm.opc.book import MARK, OWN_NAME
from xlcrm.opc.donor import write_donor
from xlcrm.opc.namespaces import MAIN, child, discard
from xlcrm.patches import DefineName, WriteSheet

_WORKBOOK = "xl/workbook.xml"


def new_book(
    target: str | Path | BinaryIO,
    sheets: Sequence[WriteSheet],
    names: Sequence[DefineName] = (),
    *,
    active: str = "",
    owned: Collection[str] | None = None,
) -> None:
    """Writes a new workbook.

    Args:
        target: where to; a file that is there is overwritten.
        sheets: its sheets in order.
        names: its workbook-wide names.
        active: the key of the sheet that is shown first; "" for the first that is not hidden.
        owned: the keys of the sheets that are ours and may be written anew later; by default
            those without tables, since tables hold what the user types.

    Raises:
        BookWriteError: a text is longer than a cell may hold.
    """
    if owned is None:
        owned = {sheet.key for sheet in sheets if not sheet.tables}
    titles = {sheet.key: sheet.title for sheet in sheets}
    data = write_donor([(sheet.title, sheet) for sheet in sheets], active=titles.get(active, ""))
    own = [
        _Own(place, sheet.key, sheet.title)
        for place, sheet in enumerate(sheets)
        if sheet.key in owned
    ]
    given = [(name.name, name.refers_to.removeprefix("=")) for name in names]
    finished = _with_names(data, given, own)
    if isinstance(target, str | Path):
        Path(target).write_bytes(finished)
    else:
        target.write(finished)


class _Own(NamedTuple):
    """A sheet of ours: its place among the sheets from 0, its key and its title."""

    place: int
    key: str
    title: str


def _with_names(data: bytes, given: Sequence[tuple[str, str]], own: Sequence[_Own]) -> bytes:
    """The same workbook with names, and without the order to calculate everything on opening."""
    result = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for item in source.infolist():
            content = source.read(item)
            if item.filename == _WORKBOOK:
                content = _finish(content, given, own)
            archive.writestr(item, content, zipfile.ZIP_DEFLATED)
    return result.getvalue()


def _finish(content: bytes, given: Sequence[tuple[str, str]], own: Sequence[_Own]) -> bytes:
    root = markup.parse(content)
    calculation = child(root, "calcPr")
    assert calculation is not None  # XlsxWriter always writes one
    discard(calculation, "fullCalcOnLoad")
    listed = child(root, "definedNames")
    if listed is None:
        listed = etree.Element(f"{{{MAIN}}}definedNames")
        calculation.addprevious(listed)
    # Each sheet of ours has two marks: a name of the book's and one of its own.
    defined: list[tuple[str, str, dict[str, str]]] = [(name, to, {}) for name, to in given]
    for place, key, title in own:
        defined.append((OWN_NAME + key, f"{quoted(title)}!$A$1", {"hidden": "1"}))
        defined.append((MARK, f'"{key}"', {"localSheetId": str(place), "hidden": "1"}))
    for name, refers_to, facts in sorted(defined, key=lambda one: (one[0].casefold(), one[1])):
        item = etree.SubElement(listed, f"{{{MAIN}}}definedName", {"name": name, **facts})
        item.text = refers_to
    if not len(listed):
        root.remove(listed)
    return markup.serialise(root)
