"""Parts that are not in UTF-8: XML allows any encoding that it names."""

import re

from xlcrm.opc.row_blocks import SheetError

_DECLARED = re.compile(rb"^<\?xml[^>]*encoding\s*=\s*[\"']([\w.-]+)[\"']")
_BOMS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))


def encoding_of(data: bytes) -> str:
    """The encoding that the first bytes of a part name; "" for UTF-8 without a mark."""
    encoding = next((name for mark, name in _BOMS if data.startswith(mark)), "")
    if encoding:
        return encoding
    declared = _DECLARED.match(data)
    encoding = declared[1].decode().lower() if declared else "utf-8"
    return "" if encoding in {"utf-8", "utf8", "us-ascii", "ascii"} else encoding


def as_utf8(data: bytes) -> bytes:
    """The same document as UTF-8 without a mark at its beginning.

    Raises:
        SheetError: it names an encoding that is unknown, or is not in it.
    """
    encoding = encoding_of(data)
    if not encoding:
        return data
    try:
        text = data.decode(encoding)
    except (UnicodeError, LookupError) as error:
        raise SheetError(encoding) from error
    return re.sub(r"^(<\?xml[^>]*encoding\s*=\s*[\"'])[\w.-]+", r"\1UTF-8", text).encode()
