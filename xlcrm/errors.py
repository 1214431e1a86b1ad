"""What stops a run, as one tree of exceptions.

Bad data is never an exception: it is a `Problem`, collected. These are for what makes it
impossible to go on, and each says what is wrong, where, and what to do.

    XlcrmError
    +-- BookError                 the file as a file
    |   +-- BookMissingError      it is not there or cannot be read
    |   +-- BookDamagedError      it is not a workbook, or not a whole one
    |   +-- BookEncryptedError    it asks for a password
    |   +-- BookOpenError         another program has it open
    |   +-- WorkbookChangedError  somebody saved it since it was read
    |   +-- BookWriteError        it cannot be written (read-only, disk full, exists)
    +-- TableError                a table in it
    |   +-- TableMissingError     a sheet or table is missing or was renamed
    |   +-- ColumnMissingError    a column that a command needs is missing
    |   +-- TableBlockedError     rows cannot be appended where the table stands
    +-- FormulaError              a formula text or an argument of a worksheet function
    +-- ImportFileError           a file of rows that cannot be read or mapped
    +-- StaleDataError            the newest order lies too far back for today's figures
    +-- HostError                 the spreadsheet program that xlcrm is to live in
    +-- UsageError                a command was asked for something it cannot do
"""

from typing import Any


class XlcrmError(Exception):
    """The base of all errors that a user is shown.

    Args:
        code: the stable code of the text in `language`, such as "book.missing".
        parameters: what the text names; values are shown as they are.
    """

    def __init__(self, code: str, **parameters: Any) -> None:
        super().__init__(code, parameters)
        self.code = code
        self.parameters = parameters

    def __str__(self) -> str:
        named = ", ".join(f"{key}={value}" for key, value in self.parameters.items())
        return f"{self.code} ({named})" if named else self.code


class BookError(XlcrmError):
    """The file as a file."""


class BookMissingError(BookError):
    """The file is not there, or cannot be read."""


class BookDamagedError(BookError):
    """The file is not a workbook, or not a whole one."""


class BookEncryptedError(BookError):
    """The file asks for a password."""


class BookOpenError(BookError):
    """Another program has the file open."""


class WorkbookChangedError(BookError):
    """Somebody saved the file since it was read."""


class BookWriteError(BookError):
    """The file cannot be written."""


class TableError(XlcrmError):
    """A table in the workbook."""


class TableMissingError(TableError):
    """A sheet or a table is missing or was renamed."""


class ColumnMissingError(TableError):
    """A column that a command needs is missing."""


class TableBlockedError(TableError):
    """Rows cannot be appended where the table stands."""


class FormulaError(XlcrmError):
    """A formula text, or an argument of a worksheet function, is wrong."""


class ImportFileError(XlcrmError):
    """A file of rows cannot be read or mapped."""


class StaleDataError(XlcrmError):
    """The newest order lies too far back for figures as of today."""


class HostError(XlcrmError):
    """The spreadsheet program that xlcrm is to live in is missing, or refuses."""


class UsageError(XlcrmError):
    """A command was asked for something that it cannot do."""
