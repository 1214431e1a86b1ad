"""Packages for the tests of this room."""

import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
import xlsxwriter

from xlcrm.opc.draft import Draft
from xlcrm.opc.package import Package

MakeBook = Callable[..., Path]


@pytest.fixture
def book_file(tmp_path: Path) -> MakeBook:
    """Makes a small book with XlsxWriter, then changes parts: `book_file({"xl/x.xml": text})`."""

    def make(parts: Mapping[str, str | None] | None = None, **replaced: str) -> Path:
        path = tmp_path / "book.xlsx"
        book = xlsxwriter.Workbook(path)
        sheet = book.add_worksheet("First")
        sheet.write_row(0, 0, ["a", "b"])
        sheet.write_row(1, 0, [1, 2])
        sheet.add_table(0, 0, 1, 1, {"name": "T", "columns": [{"header": "a"}, {"header": "b"}]})
        book.add_worksheet("Second").write_formula(0, 0, "=1+1", None, 2)
        book.close()
        if parts or replaced:
            _rewrite(path, dict(parts or {}), replaced)
        return path

    return make


def _rewrite(path: Path, parts: dict[str, str | None], replaced: Mapping[str, str]) -> None:
    """Puts parts in place; `replaced` names pieces of workbook.xml and what stands there now."""
    with zipfile.ZipFile(path) as source:
        content = {name: source.read(name) for name in source.namelist()}
    for before, after in replaced.items():
        content["xl/workbook.xml"] = content["xl/workbook.xml"].replace(
            before.encode(), after.encode()
        )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in {**content, **parts}.items():
            if data is not None:
                target.writestr(name, data)


@pytest.fixture
def draft_of() -> Callable[[Path], object]:
    """Opens a draft: `with draft_of(path) as draft`."""

    @contextmanager
    def opened(path: Path) -> Iterator[Draft]:
        with Package.open(path) as package:
            yield Draft(package)

    return opened


@pytest.fixture
def saved(tmp_path: Path) -> Callable[[Draft], Path]:
    """Writes a draft to a new file."""

    def save(draft: Draft) -> Path:
        from xlcrm.opc.archive import verify_archive, write_archive

        path = tmp_path / "saved.xlsx"
        changes = draft.changes()
        with path.open("wb") as target:
            write_archive(draft.package, target, changes)
        verify_archive(draft.package, path, changes)
        return path

    return save
