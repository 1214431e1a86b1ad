"""What can go wrong between Python and the office.

XlwingsError (xlwings)
+-- OfficeError               the base of all errors of this engine
    +-- OfficeMissingError    no LibreOffice, or no Python support of it, was found
    +-- OfficeStartError      the office was started and did not answer
    +-- OfficeGoneError       the office, or the book in it, was closed meanwhile
    +-- BookUnreadableError   the office could not open a file
    +-- BookUnwritableError   the office could not write a file
"""

from typing import ClassVar

from xlwings import XlwingsError

CLOSED = "LibreOffice, or the book in it, was closed meanwhile: open it again and repeat."


class OfficeError(XlwingsError):
    """The base of all errors of this engine.

    Attributes:
        code: a stable name of the kind of error, for programs that speak another language.
    """

    code: ClassVar[str] = "office"


class OfficeMissingError(OfficeError):
    """No LibreOffice was found, or it came without its Python support."""

    code = "office.missing"


class OfficeStartError(OfficeError):
    """LibreOffice was started, or asked for, and did not answer."""

    code = "office.start"


class OfficeGoneError(OfficeError):
    """LibreOffice, or the book in it, was closed while Python still worked with it."""

    code = "office.gone"


class BookUnreadableError(OfficeError):
    """LibreOffice could not open a file: it is locked, damaged, or of no kind that it knows."""

    code = "office.unreadable"


class BookUnwritableError(OfficeError):
    """LibreOffice could not write a file."""

    code = "office.unwritable"
