"""A cell's XML to its value, and back."""

import math
import re
from collections.abc import Callable
from datetime import date, datetime

from xlcrm.cells import Value
from xlcrm.opc.cell_text import escaped, plain, rich, unescaped
from xlcrm.opc.number_formats import Shown
from xlcrm.opc.serials import from_serial, to_serial

_ATTRIBUTE = {
    name: re.compile(rb"(?:^|\s)" + name + rb"\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
    for name in (b"r", b"s", b"t", b"ref", b"si", b"spans")
}
_V = re.compile(rb"<(?:\w+:)?v(?:\s[^>]*)?>(.*?)</(?:\w+:)?v>", re.DOTALL)
_IS = re.compile(rb"<(?:\w+:)?is(?:\s[^>]*)?>(.*)</(?:\w+:)?is>", re.DOTALL)
_CDATA = re.compile(rb"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
# What XML calls a number; Python would take "1_0" and digits of other scripts for one as well.
_NUMBER = re.compile(
    rb"[ \t\r\n]*([-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?)[ \t\r\n]*"
)
_INDEX = re.compile(rb"[ \t\r\n]*([0-9]{1,10})[ \t\r\n]*")
_EXACT = 1 << 53


def attribute(attributes: bytes, name: bytes) -> bytes | None:
    """The value of an attribute in the text of a start tag."""
    match = _ATTRIBUTE[name].search(attributes)
    if match is None:
        return None
    return match[1] if match[1] is not None else match[2]


def index(data: bytes) -> int:
    """The number of a text, a format or the like, as an attribute or a cell states it.

    Raises:
        ValueError: it is no such number.
    """
    match = _INDEX.fullmatch(data)
    if match is None:
        raise ValueError(f"{data[:20].decode('utf-8', 'replace')} is no number of anything")
    return int(match[1])


class CellReader:
    """Reads the values of one workbook's cells.

    Args:
        shared: the shared text with an index.
        shown: what a number looks like under a style.
        epoch_1904: whether day 0 is 1904-01-01.
    """

    def __init__(
        self, shared: Callable[[int], str], shown: Callable[[int], Shown], *, epoch_1904: bool
    ) -> None:
        self._shared = shared
        self._shown = shown
        self._epoch_1904 = epoch_1904

    def value(self, attributes: bytes, content: bytes | None) -> Value:
        """The value of a cell.

        Args:
            attributes: the text of its start tag after the name.
            content: what stands between its tags; None for an empty element.

        Raises:
            ValueError: the content does not fit the type that the cell names.
            IndexError: there is no such shared text.
        """
        if not content:
            return None
        if b"<!" in content:
            content = _CDATA.sub(lambda match: escaped(match[1].decode()), content)
            content = _COMMENT.sub(b"", content)
        kind = attribute(attributes, b"t") or b"n"
        match = _V.search(content) if kind != b"inlineStr" else None
        if match is None:
            # Text inside of the cell is read whatever the type says, as the fast reader does.
            inline = _IS.search(content)
            return rich(inline[1]) if inline is not None else None
        data = match[1]
        if kind == b"s":
            return self._shared(index(data))
        if kind in {b"str", b"e"}:
            return unescaped(plain(data))
        if not data.strip():
            return None
        if kind == b"b":
            return data.strip() not in {b"0", b"false"}
        if kind == b"d":
            return _iso(data.decode().strip())
        return self._number(attributes, data)

    def _number(self, attributes: bytes, data: bytes) -> Value:
        match = _NUMBER.fullmatch(data)
        number = float(match[1]) if match is not None else math.nan
        if not math.isfinite(number):
            return plain(data)
        style = attribute(attributes, b"s")
        if self._shown(index(style) if style else 0) is Shown.DATE:
            moment = from_serial(number, epoch_1904=self._epoch_1904)
            if moment is not None:
                return moment
        return int(number) if number.is_integer() and abs(number) < _EXACT else number


def shared_index(attributes: bytes, content: bytes | None) -> int | None:
    """The index of the shared text that a cell shows; None where it shows none."""
    if not content:
        return None
    stated = content[3:-4]
    if b' t="s"' in attributes and content == b"<v>%b</v>" % stated and stated.isdigit():
        return index(stated)
    if attribute(attributes, b"t") != b"s":
        return None
    match = _V.search(content)
    return index(match[1]) if match is not None and _INDEX.fullmatch(match[1]) else None


def _iso(text: str) -> Value:
    moment = datetime.fromisoformat(text).replace(tzinfo=None)
    midnight = (moment.hour, moment.minute, moment.second, moment.microsecond) == (0, 0, 0, 0)
    return moment.date() if midnight else moment


def markup(value: Value, prefix: bytes, *, epoch_1904: bool) -> tuple[bytes, bytes]:
    """What makes a cell hold a value.

    Args:
        value: the value; a number that is not finite becomes Excel's #NUM!, a date before the
            epoch its ISO text.
        prefix: the prefix of the sheet's elements with its colon; b"" for none.
        epoch_1904: whether day 0 is 1904-01-01.

    Returns:
        The type attribute with its leading blank (b"" for a number), and the content.
    """
    if value is None:
        return b"", b""
    if isinstance(value, bool):
        return b' t="b"', _v(prefix, b"1" if value else b"0")
    if isinstance(value, int | float):
        if not math.isfinite(value):
            return b' t="e"', _v(prefix, b"#NUM!")
        return b"", _v(prefix, number_text(value))
    if isinstance(value, date):
        serial = to_serial(value, epoch_1904=epoch_1904)
        if serial is not None:
            return b"", _v(prefix, number_text(serial))
        value = value.isoformat()
    space = b' xml:space="preserve"' if value != value.strip() or "\n" in value else b""
    text = b"<%bt%b>%b</%bt>" % (prefix, space, escaped(value), prefix)
    return b' t="inlineStr"', b"<%bis>%b</%bis>" % (prefix, text, prefix)


def _v(prefix: bytes, text: bytes) -> bytes:
    return b"<%bv>%b</%bv>" % (prefix, text, prefix)


def number_text(number: float) -> bytes:
    """A number as the shortest text that reads back the same."""
    if isinstance(number, float) and number.is_integer() and abs(number) < _EXACT:
        number = int(number)
    # A library's own kind of number may show its type beside its value.
    return repr(float(number) if isinstance(number, float) else int(number)).encode()
