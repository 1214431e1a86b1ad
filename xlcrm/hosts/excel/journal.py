"""The log file of the add-in's Python: what went wrong where nobody sees a terminal."""

import logging
from contextlib import suppress
from functools import cache
from logging.handlers import RotatingFileHandler
from pathlib import Path

from platformdirs import user_log_path

_MOST_BYTES = 1 << 20
_NAME = "xlcrm"


def journal_path() -> Path:
    """Where the log is kept."""
    return user_log_path(_NAME, appauthor=False) / "excel.log"


def journal_files() -> list[Path]:
    """The log and the one before it, as far as they are there."""
    path = journal_path()
    return [file for file in (path, path.with_name(f"{path.name}.1")) if file.exists()]


def remove_folder() -> None:
    """Takes out the folders that were made for the log, where nothing else stands in them."""
    folder = journal_path().parent
    with suppress(OSError):  # a folder that Windows keeps is empty, and no reason to stop
        while folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
            if folder.name == _NAME:
                break
            folder = folder.parent


@cache
def _journal() -> logging.Logger:
    logger = logging.getLogger("xlcrm.excel")
    logger.propagate = False
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


def note_failure(what: str) -> None:
    """Writes the exception that is being handled to the log, with its traceback."""
    _journal().exception(what)
