"""The log file of the extension: why a cell shows an error, and what went wrong."""

import logging
from functools import cache
from logging.handlers import RotatingFileHandler
from pathlib import Path

from platformdirs import user_log_path

_MOST_BYTES = 1 << 20


def journal_path() -> Path:
    """Where the log is kept."""
    return user_log_path("xlcrm", appauthor=False) / "libreoffice.log"


@cache
def _journal() -> logging.Logger:
    logger = logging.getLogger("xlcrm.libreoffice")
    logger.propagate = False
    logger.setLevel(logging.INFO)
    path = journal_path()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler: logging.Handler = RotatingFileHandler(
            path, maxBytes=_MOST_BYTES, backupCount=1, delay=True, encoding="utf-8"
        )
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s", "%Y-%m-%d %H:%M:%S"))
    logger.addHandler(handler)
    return logger


def note(line: str) -> None:
    """Writes a line to the log."""
    _journal().info(line)


def note_failure(what: str) -> None:
    """Writes the exception that is being handled to the log, with its traceback."""
    _journal().exception(what)
