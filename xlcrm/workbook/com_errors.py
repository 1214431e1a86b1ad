"""Error cells as Windows programs get them: numbers, in the place of Excel's error values."""

_ERRORS = {
    2000: "#NULL!",
    2007: "#DIV/0!",
    2015: "#VALUE!",
    2023: "#REF!",
    2029: "#NAME?",
    2036: "#NUM!",
    2042: "#N/A",
    2043: "#GETTING_DATA",
    2045: "#SPILL!",
    2046: "#CONNECT!",
    2047: "#BLOCKED!",
    2048: "#UNKNOWN!",
    2049: "#FIELD!",
    2050: "#CALC!",
}
"""By the numbers of Excel's own enumeration of errors in cells (XlCVError)."""

_BASE = -2_146_828_288
"""COM hands over this and the error's own number."""

_RANGE = range(2000, 3000)
_KNOWN_LATER = "#VALUE!"


def error_text(number: int) -> str | None:
    """What a cell shows whose value is a whole number; None where that is no error.

    Args:
        number: as COM hands it over, which makes no whole numbers of a cell's numbers.

    Returns:
        The error's text; "#VALUE!" for one that a later Excel brings.
    """
    code = number - _BASE
    return _ERRORS.get(code, _KNOWN_LATER) if code in _RANGE else None
