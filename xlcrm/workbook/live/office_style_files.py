"""Cell styles for a book with a protected sheet: Calc lets nobody make one then, but loads them.

They are loaded from a small file of the office's own format.
"""

import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from lxml import etree

from xlcrm.patches import Style

_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
_OFFICE, _STYLE, _TABLE = f"{_ODF}office:1.0", f"{_ODF}style:1.0", f"{_ODF}table:1.0"
_FO, _MANIFEST = f"{_ODF}xsl-fo-compatible:1.0", f"{_ODF}manifest:1.0"
_CELL = "table-cell"
_KIND = "application/vnd.oasis.opendocument.spreadsheet"
_WANTED = {"LoadCellStyles": True, "LoadPageStyles": False, "OverwriteStyles": False}


def load_style(model: Any, name: str, style: Style) -> None:
    """Gives a book a cell style.

    Args:
        model: the office's document.
        name: of the style; the book has none of that name.
        style: its fill, and the colour and weight of its letters.
    """
    families = model.StyleFamilies
    options = families.getStyleLoaderOptions()
    for option in options:
        option.Value = _WANTED.get(option.Name, option.Value)
    with TemporaryDirectory(prefix="xlcrm-") as folder:
        path = Path(folder) / "style.ods"
        _write(path, name, style)
        families.loadStylesFromURL(path.as_uri(), options)


def _write(path: Path, name: str, style: Style) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", _KIND)
        archive.writestr("content.xml", _content())
        archive.writestr("styles.xml", _styles(name, style))
        archive.writestr("META-INF/manifest.xml", _manifest())


def _content() -> bytes:
    root = _element(None, _OFFICE, "document-content", {(_OFFICE, "version"): "1.2"})
    sheet = _element(_element(root, _OFFICE, "body"), _OFFICE, "spreadsheet")
    table = _element(sheet, _TABLE, "table", {(_TABLE, "name"): "1"})
    _element(_element(table, _TABLE, "table-row"), _TABLE, "table-cell")
    return etree.tostring(root)


def _styles(name: str, style: Style) -> bytes:
    root = _element(None, _OFFICE, "document-styles", {(_OFFICE, "version"): "1.2"})
    called = {(_STYLE, "name"): "one", (_STYLE, "display-name"): name}
    made = _element(
        _element(root, _OFFICE, "styles"), _STYLE, "style", called | {(_STYLE, "family"): _CELL}
    )
    if style.fill:
        filled = {(_FO, "background-color"): style.fill.lower()}
        _element(made, _STYLE, "table-cell-properties", filled)
    letters = {
        (_FO, "color"): style.color.lower(),
        (_FO, "font-weight"): "bold" if style.bold else "",
        (_FO, "font-style"): "italic" if style.italic else "",
    }
    told = {attribute: value for attribute, value in letters.items() if value}
    _element(made, _STYLE, "text-properties", told)
    return etree.tostring(root)


def _manifest() -> bytes:
    root = _element(None, _MANIFEST, "manifest", {(_MANIFEST, "version"): "1.2"})
    parts = {"/": _KIND, "content.xml": "text/xml", "styles.xml": "text/xml"}
    for path, kind in parts.items():
        said = {(_MANIFEST, "full-path"): path, (_MANIFEST, "media-type"): kind}
        _element(root, _MANIFEST, "file-entry", said)
    return etree.tostring(root)


def _element(
    parent: etree._Element | None,
    space: str,
    name: str,
    attributes: dict[tuple[str, str], str] | None = None,
) -> etree._Element:
    tag = f"{{{space}}}{name}"
    made = etree.Element(tag) if parent is None else etree.SubElement(parent, tag)
    for (owner, attribute), value in (attributes or {}).items():
        made.set(f"{{{owner}}}{attribute}", value)
    return made
