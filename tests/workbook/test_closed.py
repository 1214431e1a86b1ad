"""A closed file as a workbook: what is none is refused with its reason."""

from pathlib import Path

import pytest

from xlcrm.errors import BookDamagedError, BookEncryptedError, BookMissingError
from xlcrm.workbook.closed import ClosedWorkbook


@pytest.mark.parametrize(
    ("content", "error", "code"),
    [
        (None, BookMissingError, "book.missing"),
        (b"", BookDamagedError, "book.not_a_workbook"),
        (b"PK\x03\x04 cut short", BookDamagedError, "book.not_a_workbook"),
        (b"name;phone\n", BookDamagedError, "book.not_a_workbook"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            BookEncryptedError,
            "book.encrypted",
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook\0".encode("utf-16-le"),
            BookDamagedError,
            "book.old_format",
        ),
    ],
)
def test_files_that_are_no_books(tmp_path: Path, content, error, code: str) -> None:
    path = tmp_path / "book.xlsx"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(error) as caught:
        ClosedWorkbook.open(path)
    assert caught.value.code == code
    assert caught.value.parameters["path"] == str(path)
