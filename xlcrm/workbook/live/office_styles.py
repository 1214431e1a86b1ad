"""Cell styles in the words of LibreOffice's own interface."""

from collections.abc import Iterator
from typing import Any

from xlcrm.patches import Style

_BOLD, _UNDERLINE, _THIN = 150.0, 1, 26
_INDENT = 353
"""One step of an indent, in hundredths of a millimetre."""
_HORIZONTAL = {"left": "LEFT", "center": "CENTER", "right": "RIGHT", "justify": "BLOCK"}
_VERTICAL = {"top": 1, "vcenter": 2, "center": 2, "middle": 2, "bottom": 3}


def color(text: str) -> int:
    """A colour as the office counts it."""
    return int(text.removeprefix("#"), 16)


def of_style(
    style: Style, plain: Any, number_format: int, *, differential: bool = False
) -> tuple[tuple[str, ...], tuple[Any, ...]]:
    """What differs from a plain cell, as names and values in the order that the office wants.

    Args:
        style: the style.
        plain: any cell; it lends the office's enumerations and structures.
        number_format: the number of the number format.
        differential: whether the size of a plain cell is left out, too.
    """
    found = dict(_of_style(style, plain, number_format))
    if not differential:
        found["CharHeight"] = float(style.size)
    names = tuple(sorted(found))
    return names, tuple(found[name] for name in names)


def _of_style(style: Style, plain: Any, number_format: int) -> Iterator[tuple[str, Any]]:
    if number_format:
        yield "NumberFormat", number_format
    if style.fill:
        yield "CellBackColor", color(style.fill)
    if style.border_bottom:
        line = type(plain.BottomBorder2)()
        line.Color, line.LineWidth, line.OuterLineWidth = color(style.border_bottom), _THIN, _THIN
        yield "BottomBorder2", line
    yield from _of_letters(style, plain)
    yield from _of_setting(style, plain)


def _of_letters(style: Style, plain: Any) -> Iterator[tuple[str, Any]]:
    if style.bold:
        yield "CharWeight", _BOLD
    if style.italic:
        yield "CharPosture", type(plain.HoriJustify)("com.sun.star.awt.FontSlant", "ITALIC")
    if style.underline:
        yield "CharUnderline", _UNDERLINE
    if style.color:
        yield "CharColor", color(style.color)


def _of_setting(style: Style, plain: Any) -> Iterator[tuple[str, Any]]:
    enum = type(plain.HoriJustify)
    align = "left" if style.indent and not style.align else style.align
    if align in _HORIZONTAL:
        yield "HoriJustify", enum("com.sun.star.table.CellHoriJustify", _HORIZONTAL[align])
    if style.valign in _VERTICAL:
        yield "VertJustify", _VERTICAL[style.valign]
    if style.indent:
        yield "ParaIndent", style.indent * _INDENT
    if style.wrap:
        yield "IsTextWrapped", True
