"""Bytes to text: which encoding a file of rows is in."""

import codecs
from pathlib import Path

from xlcrm.errors import ImportFileError

FALLBACK = "cp1252"
"""Taken for files that are neither UTF-8 nor UTF-16; western Excel saves its CSV files so."""

_WORKBOOK_STARTS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
_SAMPLE = 4096
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read_bytes(path: Path) -> bytes:
    """The bytes of a file of rows.

    Raises:
        ImportFileError: it is not there, cannot be read, or is a workbook ("import.missing",
            "import.unreadable", "import.workbook").
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise ImportFileError("import.missing", path=str(path)) from None
    except OSError as error:
        raise ImportFileError(
            "import.unreadable", path=str(path), why=error.strerror or str(error)
        ) from None
    if content.startswith(_WORKBOOK_STARTS):
        raise ImportFileError("import.workbook", path=str(path))
    return content


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


def _guesses(content: bytes) -> tuple[str, ...]:
    for mark, codec in _MARKS:
        if content.startswith(mark):
            return (codec,)
    head = content[:_SAMPLE]
    if b"\0" in head:
        # In western text in UTF-16 one byte of each pair is zero: the second, or the first.
        return ("utf-16-le",) if head[1::2].count(0) >= head[::2].count(0) else ("utf-16-be",)
    return ("utf-8", FALLBACK)


def _plain(text: str, source: str) -> str:
    if "\0" in text:
        raise ImportFileError("import.not_text", file=source)
    text = text.removeprefix("\ufeff")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
