"""Bytes to text: which encoding a file of rows is in."""

import codecs
from collections.abc import Iterator
from pathlib import Path

from xlcrm.crm.importing.alphabets import encoding_of
from xlcrm.errors import ImportFileError

_ZIP = b"PK\x03\x04"
_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAMPLE = 4096
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read_bytes(path: Path) -> bytes:
    """The bytes of a file of rows.

    Raises:
        ImportFileError: it is not there, cannot be read, or is a workbook of before 2007
            ("import.missing", "import.unreadable", "import.workbook").
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise ImportFileError("import.missing", path=str(path)) from None
    except OSError as error:
        raise ImportFileError(
            "import.unreadable", path=str(path), why=error.strerror or str(error)
        ) from None
    if content.startswith(_OLD_WORKBOOK):
        raise ImportFileError("import.workbook", path=str(path))
    return content


def is_workbook(content: bytes) -> bool:
    """Whether the bytes of a file are a workbook rather than a text."""
    return content.startswith(_ZIP)


def decode(content: bytes, source: str, encoding: str = "") -> tuple[str, str]:
    """The text of a file, and the encoding in which it was read.

    Args:
        content: the bytes.
        source: the file's name, for messages.
        encoding: a Python codec's name where the user knows it; "" to find out.

    Returns:
        The text with bare line feeds and without a byte order mark; the codec's name.

    Raises:
        ImportFileError: the bytes are no text, or not in the encoding that was given
            ("import.not_text", "import.encoding_wrong", "import.encoding_unknown").
    """
    if encoding:
        try:
            text = content.decode(encoding)
        except LookupError:
            raise ImportFileError("import.encoding_unknown", encoding=encoding) from None
        except UnicodeError:
            raise ImportFileError("import.encoding_wrong", file=source, encoding=encoding) from None
        return _plain(text, source), encoding
    for guess in _guesses(content):
        try:
            return _plain(content.decode(guess), source), guess.removesuffix("-sig")
        except UnicodeError:
            continue
    raise ImportFileError("import.not_text", file=source)


def _guesses(content: bytes) -> Iterator[str]:
    """The encodings to try, the next only where the one before does not fit."""
    for mark, codec in _MARKS:
        if content.startswith(mark):
            yield codec
            return
    head = content[:_SAMPLE]
    if b"\0" in head:
        # In western text in UTF-16 one byte of each pair is zero: the second, or the first.
        yield "utf-16-le" if head[1::2].count(0) >= head[::2].count(0) else "utf-16-be"
        return
    yield "utf-8"
    yield encoding_of(content)


def _plain(text: str, source: str) -> str:
    if "\0" in text:
        raise ImportFileError("import.not_text", file=source)
    text = text.removeprefix("\ufeff")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
