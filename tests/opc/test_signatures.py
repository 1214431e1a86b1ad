"""Digital signatures: seen where they are, and only there."""

import pytest
from soaking.features import signed as signed_book
from soaking.features import vba

from xlcrm.errors import BookDamagedError
from xlcrm.opc.package import Package
from xlcrm.opc.signatures import signed

ORIGIN = "_xmlsignatures/origin.sigs"


def tell(path, made) -> bool:
    path.write_bytes(made.built())
    with Package.open(path) as package:
        return signed(package)


def test_a_signed_package(tmp_path) -> None:
    assert tell(tmp_path / "book.xlsx", signed_book())


def test_a_signature_that_was_taken_back_leaves_its_origin(tmp_path) -> None:
    made = signed_book()
    del made.relations[ORIGIN]
    assert not tell(tmp_path / "book.xlsx", made)
    made = signed_book()
    del made.parts["_xmlsignatures/sig1.xml"]
    assert not tell(tmp_path / "book.xlsx", made)


def test_a_signed_macro_project_is_another_matter(tmp_path) -> None:
    assert not tell(tmp_path / "book.xlsm", vba())


def test_what_cannot_be_read_is_refused(tmp_path) -> None:
    made = signed_book()
    made.edits.append(lambda name, data: b"<" if name.endswith("origin.sigs.rels") else data)
    with pytest.raises(BookDamagedError):
        tell(tmp_path / "book.xlsx", made)
