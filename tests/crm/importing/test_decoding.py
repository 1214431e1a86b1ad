import codecs
from pathlib import Path

import pytest

from xlcrm.crm.importing.decoding import decode, read_bytes
from xlcrm.errors import ImportFileError

TEXT = "Имя;Сумма\nȘtefan;12,50 €\n"


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (codecs.BOM_UTF8 + TEXT.encode(), "utf-8"),
        (TEXT.encode("utf-16"), "utf-16"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16"),
        ("Name;Sum\n".encode("utf-16-le"), "utf-16-le"),
        ("Name;Sum\n".encode("utf-16-be"), "utf-16-be"),
    ],
)
def test_unicode_is_recognised_with_and_without_a_mark(content: bytes, encoding: str):
    text, used = decode(content, "a.csv")
    assert used == encoding
    assert text in {TEXT, "Name;Sum\n"}


def test_what_is_no_unicode_is_western_and_says_so():
    assert decode("Müller;5 €".encode("cp1252"), "a.csv") == ("Müller;5 €", "cp1252")


def test_the_user_may_know_better():
    assert decode("Имя".encode("cp1251"), "a.csv", "cp1251") == ("Имя", "cp1251")


def test_line_ends_of_all_systems_are_one():
    assert decode(b"a\r\nb\rc\n", "a.csv")[0] == "a\nb\nc\n"


@pytest.mark.parametrize(
    ("content", "encoding", "code"),
    [
        (b"\x81\x8d\x8f", "", "import.not_text"),
        (bytes(range(256)), "", "import.not_text"),
        (b"\xff", "utf-8", "import.encoding_wrong"),
        (b"a", "klingon", "import.encoding_unknown"),
    ],
)
def test_bytes_that_are_no_text_are_refused(content: bytes, encoding: str, code: str):
    with pytest.raises(ImportFileError) as caught:
        decode(content, "a.csv", encoding)
    assert caught.value.code == code


def test_files_that_cannot_be_read_are_refused(tmp_path: Path):
    book = tmp_path / "rows.csv"
    book.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 a workbook of before 2007")
    for path, code in (
        (tmp_path / "none.csv", "import.missing"),
        (tmp_path, "import.unreadable"),
        (book, "import.workbook"),
    ):
        with pytest.raises(ImportFileError) as caught:
            read_bytes(path)
        assert caught.value.code == code
