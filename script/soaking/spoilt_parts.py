"""Seeded damage within a package that is whole: its parts, and the XML in them."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

Parts = list[tuple[str, bytes]]
_ATTRIBUTE = re.compile(rb"\s([\w:.-]+)=\"([^\"]*)\"")
_ELEMENT = re.compile(rb"<([\w:.-]+)[^<>]*?/>|<([\w:.-]+)[^<>]*>[^<>]*</\2>")
_TEXT = re.compile(rb">([^<>]+)<")
_MOSTLY = 0.8
_NAME = re.compile(rb"(?<=[</])[a-zA-Z][\w:.-]*")
# The parts that lead to cells tell most about a reader.
_TELLING = re.compile(
    r"workbook\.xml|worksheets/|tables/|styles|sharedStrings|Content_Types|\.rels"
)
_VALUES = (
    b"",
    b"0",
    b"-1",
    b"1",
    b"4294967296",
    b"9" * 25,
    b"9" * 5000,
    b"1e400",
    b"NaN",
    b"-inf",
    b"1.5",
    b"true",
    b"A0",
    b"XFD1048576",
    b"XFE1",
    b"A1:XFD1048576",
    b"D9:A1",
    b"B7",
    b"#REF!",
    b"../../../etc/passwd",
    b"/xl/workbook.xml",
    b"xl\\worksheets\\sheet1.xml",
    b"file:///etc/passwd",
    b"C:\\a.xml",
    b"a%00b",
    b"%zz",
    b"\xff\xfe",
    b"\xc3\xa9\xe2\x82\xac",
    b"_x0000_",
    b"_xD800_",
    b"&#0;",
    b"&unknown;",
    b"&#55296;",
    b"x" * 40_000,
    b"inlineStr",
    b"s",
    b"d",
    b"2023-99-99",
    b"rId1",
    b"rId99",
    b"2958466",
    b"1e308",
    b"0x10",
    b"\xd9\xa1",
    b"1_000",
    b" 2 ",
)
_BOMB = (
    b'<!DOCTYPE a [<!ENTITY a "'
    + b"a" * 64
    + b'">'
    + b"".join(b'<!ENTITY %c "%b">' % (98 + i, b"&%c;" % (97 + i) * 16) for i in range(9))
    + b"]>"
)


def _repacked(change: Callable[[Parts, Random], Parts]) -> Callable[[bytes, Random], bytes]:
    """Damage within an archive that is whole; BadZipFile where it is not."""

    def kind(data: bytes, random: Random) -> bytes:
        parts = change(_unpacked(data), random)
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a name that comes twice is what is wanted
            for name, content in parts:
                archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
        return out.getvalue()

    kind.__name__ = change.__name__
    return kind


def _unpacked(data: bytes) -> Parts:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return [(info.filename, archive.read(info)) for info in archive.infolist()]
    except (RuntimeError, NotImplementedError, ValueError, OSError, EOFError, zlib.error) as error:
        raise zipfile.BadZipFile from error


def _pick(parts: Parts, random: Random) -> int:
    telling = [index for index, (name, _) in enumerate(parts) if _TELLING.search(name)]
    if telling and random.random() < _MOSTLY:
        return random.choice(telling)
    return random.randrange(len(parts))


def _with(parts: Parts, index: int, content: bytes) -> Parts:
    return [*parts[:index], (parts[index][0], content), *parts[index + 1 :]]


def _drop(parts: Parts, random: Random) -> Parts:
    index = _pick(parts, random)
    return parts[:index] + parts[index + 1 :]


def _double(parts: Parts, random: Random) -> Parts:
    name, content = parts[_pick(parts, random)]
    return [*parts, (random.choice((name, name.upper(), "/" + name)), content)]


def _swap(parts: Parts, random: Random) -> Parts:
    one, other = _pick(parts, random), _pick(parts, random)
    swapped = _with(parts, one, parts[other][1])
    return _with(swapped, other, parts[one][1])


def _rename(parts: Parts, random: Random) -> Parts:
    index = _pick(parts, random)
    name = parts[index][0]
    odd = random.choice(("../" + name, "/" + name, name + " ", "C:\\" + name, name.swapcase()))
    return [*parts[:index], (odd, parts[index][1]), *parts[index + 1 :]]


def _empty(parts: Parts, random: Random) -> Parts:
    return _with(parts, _pick(parts, random), random.choice((b"", b"<a/>", b"\0" * 9, b"<")))


def _cut(parts: Parts, random: Random) -> Parts:
    index = _pick(parts, random)
    content = parts[index][1]
    return _with(parts, index, content[: random.randrange(len(content) + 1)])


def _flip_in(parts: Parts, random: Random) -> Parts:
    index = _pick(parts, random)
    out = bytearray(parts[index][1])
    if out:
        out[random.randrange(len(out))] ^= 1 << random.randrange(8)
    return _with(parts, index, bytes(out))


def _matching(
    pattern: re.Pattern[bytes], replace: Callable[[re.Match[bytes], Random], bytes], name: str
) -> Callable[[bytes, Random], bytes]:
    """Damage to one place of a part's XML."""

    def change(parts: Parts, random: Random) -> Parts:
        index = _pick(parts, random)
        content = parts[index][1]
        found = list(pattern.finditer(content))
        if not found:
            return _flip_in(parts, random)
        match = random.choice(found)
        made = replace(match, random)
        return _with(parts, index, content[: match.start()] + made + content[match.end() :])

    change.__name__ = name
    return _repacked(change)


def _doctype(parts: Parts, random: Random) -> Parts:
    """An entity bomb, or an entity from outside."""
    index = _pick(parts, random)
    head, sep, rest = parts[index][1].partition(b"?>")
    outside = b'<!DOCTYPE a [<!ENTITY j SYSTEM "file:///etc/passwd">]>'
    rest = re.sub(rb">[^<>]+<", b">&j;<", rest, count=1)
    return _with(parts, index, head + sep + random.choice((_BOMB, outside)) + rest)


def _deepen(parts: Parts, random: Random) -> Parts:
    """Elements within elements, ten thousand deep."""
    index = _pick(parts, random)
    content = parts[index][1]
    at = content.find(b">", content.find(b"?>") + 2) + 1
    return _with(parts, index, content[:at] + b"<a>" * 10_000 + b"</a>" * 10_000 + content[at:])


PARTS = (
    *map(_repacked, (_drop, _double, _swap, _rename, _empty, _cut, _flip_in, _doctype, _deepen)),
    *[
        _matching(
            _ATTRIBUTE, lambda m, r: b' %b="%b"' % (m[1], r.choice(_VALUES)), "attribute value"
        )
    ]
    * 6,
    _matching(_ATTRIBUTE, lambda _m, _r: b"", "attribute gone"),
    _matching(_ATTRIBUTE, lambda m, _r: m[0] * 2, "attribute twice"),
    *[_matching(_TEXT, lambda _m, r: b">%b<" % r.choice(_VALUES), "text")] * 2,
    *[_matching(_ELEMENT, lambda _m, _r: b"", "element gone")] * 2,
    *[_matching(_ELEMENT, lambda m, r: m[0] * r.choice((2, 500)), "element again")] * 2,
    _matching(_NAME, lambda m, _r: m[0][:-1] + b"Z", "name"),
)
"""Ways to spoil a file, as often as they are to be chosen."""
