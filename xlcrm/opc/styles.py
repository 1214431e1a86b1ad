"""The styles part: cell formats by index, and new ones appended where none is equal.

Order of the children after CT_Stylesheet, ECMA-376 part 1, 18.8.39.
"""

from copy import deepcopy

from lxml import etree

from xlcrm.opc.namespaces import child, children, discard, like, local, namespace, whole
from xlcrm.opc.number_formats import Shown, shown

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_ORDER = (
    "numFmts",
    "fonts",
    "fills",
    "borders",
    "cellStyleXfs",
    "cellXfs",
    "cellStyles",
    "dxfs",
    "tableStyles",
    "colors",
    "extLst",
)
_FIRST_CUSTOM = 164
_APPLY = ("applyNumberFormat", "applyFont", "applyFill", "applyBorder")

MINIMAL = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    b'<fonts count="1"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts>'
    b'<fills count="2"><fill><patternFill patternType="none"/></fill>'
    b'<fill><patternFill patternType="gray125"/></fill></fills>'
    b'<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    b'<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    b'<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
    b'<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    b"</styleSheet>"
)

Shape = tuple[str, tuple[tuple[str, str], ...], str, tuple["Shape", ...]]
"""What makes two elements equal: name, attributes, text, children."""


def shape(element: etree._Element) -> Shape:
    """The shape of an element, in which both forms of the format are the same."""
    inner = tuple(shape(item) for item in element if isinstance(item.tag, str))
    attributes = tuple(sorted((str(name), str(value)) for name, value in element.items()))
    return local(element), attributes, (element.text or "").strip(), inner


class Styles:
    """The styles of a workbook, edited in place.

    Args:
        root: the root of the styles part.
    """

    def __init__(self, root: etree._Element) -> None:
        self.root = root
        self.changed = False
        self._shapes: dict[str, dict[Shape, int]] = {}
        self._codes = self._read_codes()

    def _read_codes(self) -> dict[int, str]:
        found = child(self.root, "numFmts")
        items = [] if found is None else children(found, "numFmt")
        return {whole(i, "numFmtId"): i.get("formatCode", "") for i in items}

    def formats(self) -> list[etree._Element]:
        """The cell formats that a cell's `s` counts."""
        found = child(self.root, "cellXfs")
        return [] if found is None else children(found, "xf")

    def shown(self, style: int) -> Shown:
        """What a number looks like under a cell format."""
        formats = self.formats()
        if not 0 <= style < len(formats):
            return Shown.NUMBER
        return self._shown_number(whole(formats[style], "numFmtId"))

    def shown_by_style(self) -> list[Shown]:
        """What a number looks like, for each cell format."""
        return [self._shown_number(whole(item, "numFmtId")) for item in self.formats()]

    def _shown_number(self, number: int) -> Shown:
        return shown(number, self._codes.get(number, ""))

    def number_format(self, code: str, number: int) -> int:
        """The id of a number format, appended where it is new.

        Args:
            code: the format's text; "" for a built-in one.
            number: the id of a built-in one.
        """
        if not code:
            return number
        for known, text in self._codes.items():
            if text == code:
                return known
        new = max([_FIRST_CUSTOM - 1, *self._codes]) + 1
        item = etree.SubElement(self._list("numFmts"), like(self.root, "numFmt"))
        item.set("numFmtId", str(new))
        item.set("formatCode", code)
        self._codes[new] = code
        self._count("numFmts")
        return new

    def with_number_format(self, style: int, number: int) -> int:
        """A cell format like `style` that shows numbers in a built-in format."""
        formats = self.formats()
        if 0 <= style < len(formats):
            made = deepcopy(formats[style])
        else:
            made = etree.Element(like(self.root, "xf"), fontId="0", fillId="0", borderId="0")
        made.tail = None
        made.set("numFmtId", str(number))
        made.set("applyNumberFormat", "1")
        return self.add("cellXfs", made)

    def add(self, group: str, element: etree._Element) -> int:
        """The index of an element in a group such as "fonts", appended where none is equal."""
        known = self._known(group)
        key = shape(element)
        if key not in known:
            self._list(group).append(self._own(element))
            known[key] = self._count(group) - 1
        return known[key]

    def _known(self, group: str) -> dict[Shape, int]:
        if group not in self._shapes:
            found = child(self.root, group)
            items = [] if found is None else [i for i in found if isinstance(i.tag, str)]
            shapes: dict[Shape, int] = {}
            for index, item in enumerate(items):
                shapes.setdefault(shape(item), index)
            self._shapes[group] = shapes
        return self._shapes[group]

    def _own(self, element: etree._Element) -> etree._Element:
        """A copy of an element in the namespace of this part."""
        made = etree.Element(like(self.root, local(element)))
        for name, value in element.items():
            made.set(name, value)
        made.text = element.text
        for item in element:
            if isinstance(item.tag, str):
                made.append(
                    self._own(item) if namespace(item) == namespace(element) else deepcopy(item)
                )
        return made

    def _list(self, group: str) -> etree._Element:
        """The list of a group; made, in its place, where the part has none."""
        self.changed = True
        found = child(self.root, group)
        if found is None:
            found = etree.Element(like(self.root, group))
            before = _ORDER[: _ORDER.index(group)]
            place = sum(1 for item in self.root if local(item) in before)
            self.root.insert(place, found)
        return found

    def _count(self, group: str) -> int:
        found = self._list(group)
        count = sum(1 for item in found if isinstance(item.tag, str))
        found.set("count", str(count))
        return count


def merge(host: Styles, donor: Styles) -> tuple[list[int], list[int]]:
    """Brings a donor's styles into a host's.

    Returns:
        For each of the donor's cell formats its index in the host, and the same for its
        differential formats.
    """
    fonts, fills, borders = (
        [host.add(group, item) for item in _items(donor, group)]
        for group in ("fonts", "fills", "borders")
    )
    base = child(host.root, "cellStyleXfs")
    formats = []
    for item in donor.formats():
        made = deepcopy(item)
        made.tail = None
        number = whole(made, "numFmtId")
        code = donor._codes.get(number, "")  # noqa: SLF001 - the same class
        made.set("numFmtId", str(host.number_format(code, number)))
        for name, places in (("fontId", fonts), ("fillId", fills), ("borderId", borders)):
            made.set(name, str(places[whole(made, name)]))
        for name in _APPLY:
            made.set(name, "1")
        if base is None:
            discard(made, "xfId")
        formats.append(host.add("cellXfs", made))
    return formats, [host.add("dxfs", item) for item in _items(donor, "dxfs")]


def _items(styles: Styles, group: str) -> list[etree._Element]:
    found = child(styles.root, group)
    return [] if found is None else [item for item in found if isinstance(item.tag, str)]
