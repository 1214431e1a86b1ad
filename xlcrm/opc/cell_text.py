"""Text as a cell's XML holds it."""

import re

from lxml import etree

from xlcrm.opc.namespaces import local

_ESCAPED = re.compile(r"_x(00[0-9A-Fa-f]{2})_")
_LIKE_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_ILLEGAL = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_SIMPLE = re.compile(rb"^\s*<(?:\w+:)?t((?:\s[^>]*)?)>([^<]*)</(?:\w+:)?t>\s*$")
TEXT_LENGTH = 32_767


def unescaped(text: str) -> str:
    """Text with its `_x000D_` escapes (ECMA-376 part 1, 22.9.2.19) resolved."""
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)


def holdable(text: str) -> str:
    """Text in which what XML cannot hold is written as `_xHHHH_`."""
    if "_x" in text:
        text = _LIKE_ESCAPED.sub("_x005F_", text)
    return _ILLEGAL.sub(_escape, text)


def escaped(text: str) -> bytes:
    """Text as the bytes between two tags."""
    text = holdable(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.encode()


def _escape(match: re.Match[str]) -> str:
    # Half a surrogate pair is no character at all, and U+FFFE and U+FFFF are none by definition.
    return f"_x{ord(match[0]):04X}_" if match[0] < " " else "\ufffd"


def plain(data: bytes) -> str:
    """The text of character data without markup: entities resolved, line ends as in XML.

    Raises:
        ValueError: it is no XML.
    """
    if b"&" not in data and b"\r" not in data:
        return data.decode()
    return _element(b"<t>" + data + b"</t>").text or ""


def rich(data: bytes) -> str:
    """The text inside of `<si>` or `<is>`: all runs, without phonetic hints.

    Raises:
        ValueError: it is no XML.
    """
    match = _SIMPLE.match(data)
    if match is not None:
        return _held(plain(match[2]), preserve=b"preserve" in match[1])
    # Prefixes are declared on an element that is not here; names are told apart without them.
    bare = re.sub(rb"(</?)[\w.-]+:", rb"\1", data)
    bare = re.sub(rb"(\s)[\w.-]+:([\w.-]+=)", rb"\1\2", bare)
    root = _element(b"<si>" + bare + b"</si>")
    runs = [item for item in root.iter() if local(item) == "t" and not _phonetic(item)]
    return "".join(
        _held(item.text or "", preserve=item.get("space") == "preserve") for item in runs
    )


def _element(data: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(str(error)) from error


def _held(text: str, *, preserve: bool) -> str:
    """The text of one run; blanks around it only count where the run says so."""
    return unescaped(text if preserve else text.strip(" \t\r\n"))


def _phonetic(element: etree._Element) -> bool:
    parent = element.getparent()
    return parent is not None and local(parent) == "rPh"
