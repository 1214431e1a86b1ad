"""How generated sheets look: one accent, grey for what explains, colours only for meaning."""

from xlcrm.patches import Style

INK, GREY, FAINT, ACCENT = "#1F2933", "#667085", "#F3F6F9", "#1F6F8B"
GOOD, WARN, BAD = "#2E7D4F", "#B7791F", "#B23A3A"
GOOD_FILL, WARN_FILL, BAD_FILL = "#E4F2E9", "#FBF0DA", "#F8E3E3"
SERIES = ("#1F6F8B", "#E08E45", "#7A9E7E", "#8E6C8A", "#B23A3A", "#5B7DB1")
"""Colours of chart series, in order."""
REFERENCE, REFERENCE_LIGHT, INTERVAL, BAR = "#667085", "#A5AEBB", "#9CC3D1", "#A9CFDB"
"""Lines that are no result of the user's; the ends of an interval; bars inside of cells."""
HEAT = ("#F7FBFC", "#5AA6BE")
"""The lowest and the highest value of a heat map; dark text reads well on both."""

TEXT = Style(color=INK)
TITLE = Style(bold=True, size=18, color=ACCENT)
STAMP = Style(italic=True, size=9, color=GREY)
ANSWER = Style(size=12, bold=True, color=INK, fill=FAINT, wrap=True, valign="vcenter", indent=1)
BANNER = ANSWER._replace(size=11, fill=WARN_FILL)
HEADING = Style(bold=True, size=13, color=ACCENT, border_bottom=ACCENT)
NOTE = Style(size=9, color=GREY, wrap=True, valign="vcenter")
HEADER = Style(bold=True, color="#FFFFFF", fill=ACCENT, wrap=True, valign="vcenter")
CELL = Style(color=INK, border_bottom="#E4E7EB", valign="vcenter")
CELL_WRAP = CELL._replace(wrap=True)
CELL_BOLD = CELL._replace(bold=True)
CELL_GREY = CELL._replace(color=GREY)
EXPLAIN = CELL._replace(color=GREY, size=10, wrap=True, indent=1)
HEAT_CELL = CELL._replace(size=10, align="center", border_bottom="#FFFFFF", number_format="0%")
TOTAL = Style(bold=True, color=INK, fill=FAINT)
LINK = CELL._replace(color=ACCENT, underline=True)

SHARE, SHARE_1 = "0%", "0.0%"
COUNT, DECIMAL, DAY, MONTH = "#,##0", "#,##0.0", "yyyy-mm-dd", "mmm yyyy"


def money(currency: str, decimals: int = 0) -> str:
    """The number format of money: grouped, with the currency's sign or code behind it."""
    digits = "#,##0" + ("." + "0" * decimals if decimals else "")
    sign = currency.replace('"', "").strip()
    return f'{digits} "{sign}";-{digits} "{sign}"' if sign else digits


def header(style: Style) -> Style:
    """The header over cells of a style: set like them."""
    return HEADER._replace(align=style.align, indent=style.indent)


def number(style: Style, number_format: str) -> Style:
    """A style with a number format, set to the right."""
    return style._replace(number_format=number_format, align="right")


def day(style: Style, number_format: str = DAY) -> Style:
    """A style with a date format, set to the left like the texts beside it."""
    return style._replace(number_format=number_format, align="left")
