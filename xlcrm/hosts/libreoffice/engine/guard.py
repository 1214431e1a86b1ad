"""A closed office or book becomes a readable error, wherever it is noticed."""

import functools
from collections.abc import Callable
from types import FunctionType
from typing import Any

from xlcrm.hosts.libreoffice.engine import bridge
from xlcrm.hosts.libreoffice.engine.errors import CLOSED, OfficeError, OfficeGoneError

_GONE = ("disposed", "illegal object given", "connection is no longer", "bridge")


def _readable(error: Exception) -> OfficeError:
    text = str(error).partition(" at ./")[0]
    disposed = isinstance(error, bridge.error_class("lang.DisposedException"))
    if disposed or any(word in text.lower() for word in _GONE):
        return OfficeGoneError(CLOSED)
    return OfficeError(f"LibreOffice refused: {text or type(error).__name__}")


def _is_the_offices(name: str) -> bool:
    """Whether a name is one of the office's: a book that is being closed has None for its parts."""
    return name[:1].isupper() or name.startswith(("get", "has", "create"))


def _translated(function: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(function)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        try:
            return function(*args, **kwargs)
        except AttributeError as error:
            if error.obj is None and _is_the_offices(error.name or ""):
                raise OfficeGoneError(CLOSED) from error
            raise
        # The class of the office's errors exists only once `uno` is loaded.
        except bridge.error_class("uno.Exception") as error:
            raise _readable(error) from error

    return guarded


class Guarded:
    """A base whose methods and properties raise OfficeError instead of the office's own errors."""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        for name, member in list(vars(cls).items()):
            if isinstance(member, property):
                get = member.fget and _translated(member.fget)
                put = member.fset and _translated(member.fset)
                setattr(cls, name, property(get, put, doc=member.__doc__))
            elif isinstance(member, FunctionType) and not name.startswith("__init_sub"):
                setattr(cls, name, _translated(member))
