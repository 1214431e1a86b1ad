"""The errors of running programs, as those that users are shown."""

from collections.abc import Iterator
from contextlib import contextmanager

from xlcrm.errors import BookError, BookMissingError

_OF_PROGRAMS = {"XlwingsError", "com_error", "CommandError", "com.sun.star.uno.Exception"}
_GONE = {"office.gone", "com.sun.star.lang.DisposedException"}
_GONE_IN_EXCEL = {-2147023174, -2147417848, -2147023179}
"""RPC_S_SERVER_UNAVAILABLE, RPC_E_DISCONNECTED, RPC_S_UNKNOWN_IF: the program ended."""


@contextmanager
def readable() -> Iterator[None]:
    """Turns a program's own errors into those that users are shown.

    They are known by name, since which of their classes exist depends on what is installed.

    Raises:
        BookMissingError: the book was closed, or the program ended.
        BookError: the program refused.
    """
    try:
        yield
    except Exception as error:
        names = {kind.__name__ for kind in type(error).__mro__}
        if not names & _OF_PROGRAMS:
            raise
        gone = getattr(error, "hresult", None) in _GONE_IN_EXCEL
        if gone or _GONE & {getattr(error, "code", ""), *names}:
            raise BookMissingError("book.gone") from error
        why = str(error).partition(" at ./")[0] or type(error).__name__
        raise BookError("book.refused", why=why) from error
