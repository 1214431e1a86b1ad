"""Other programs on books before and after: LibreOffice sees the same cells, the SDK no new error.

By default a part of the corpus and all rare books; with XLCRM_SOAK all.
"""

import csv
import json
import os
import shutil
import signal
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from soaking import trial
from soaking.specimens import SPECIMENS, build, ending

from xlcrm.errors import XlcrmError
from xlcrm.workbook.closed import ClosedWorkbook

PATIENCE = 900
ALL = bool(os.environ.get("XLCRM_SOAK"))
SMALL = 12_000
# A run of the validator takes seconds: by default books whose parts list new things beside ours.
JUDGED = {
    "calc_chain",
    "chart_ex",
    "data_model",
    "no_shared_texts",
    "slicers",
    "threaded_comments",
    "timelines",
    "vba",
}
# As CSV, in UTF-8, every sheet a file of its own.
EVERY_SHEET = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"


@pytest.fixture(scope="module")
def pairs(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Path, Path]]:
    """Books before and after a sheet of ours came and was replaced."""
    folder = tmp_path_factory.mktemp("pairs")
    sources = {name + ending(name): build(name) for name in SPECIMENS}
    data = Path(os.environ.get("XLCRM_DATA", Path(__file__).parents[3] / "shared" / "data"))
    for path in sorted((data / "corpus").glob("*.xls*")):
        if ALL or path.stat().st_size <= SMALL:
            sources[path.name] = path.read_bytes()
    made = []
    for name, content in sources.items():
        before, after = folder / f"before-{name}", folder / f"after-{name}"
        before.write_bytes(content)
        after.write_bytes(content)
        try:
            ClosedWorkbook.open(after).apply([trial.sheet(3)])
            ClosedWorkbook.open(after).apply([trial.sheet(4)])
        except XlcrmError:
            continue
        made.append((before, after))
    assert len(made) >= len(SPECIMENS) - 1
    return made


@pytest.mark.office
def test_libreoffice_sees_the_same_cells(pairs: list[tuple[Path, Path]], tmp_path: Path) -> None:
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed (soffice)")
    exported(tmp_path, [path for pair in pairs for path in pair])
    compared = 0
    for before, after in pairs:
        was, now = cells(tmp_path, before), cells(tmp_path, after)
        if not was:
            continue  # it did not open before either
        own = now.pop("Soaked")
        assert [row[:2] for row in own[4:9]] == [
            ["id", "n"],
            *([f"id {row}", f"{row / 4:g}"] for row in range(6, 10)),
        ], after.name
        assert now == was, after.name
        compared += 1
    assert compared > 25


def exported(target: Path, books: list[Path]) -> None:
    """Exports every sheet of every book, in one run of LibreOffice."""
    profile = (target / "profile").as_uri()
    office = subprocess.Popen(
        [
            *("soffice", f"-env:UserInstallation={profile}", "--headless", "--norestore"),
            *("--convert-to", EVERY_SHEET, "--outdir", target, *books),
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        office.wait(timeout=PATIENCE)
    finally:
        if office.poll() is None:
            os.killpg(office.pid, signal.SIGKILL)
            office.wait()


def cells(folder: Path, book: Path) -> dict[str, list[list[str]]]:
    """The rows of each sheet that was exported."""
    start = f"{book.stem}-"
    found = {}
    for path in sorted(folder.glob("*.csv")):
        if path.name.startswith(start):
            text = path.read_text(encoding="utf-8")
            found[path.stem.removeprefix(start)] = list(csv.reader(text.splitlines()))
    return found


def test_the_validator_finds_nothing_new(pairs: list[tuple[Path, Path]], validator: Path) -> None:
    def errors(path: Path) -> set[tuple[str, str]]:
        done = subprocess.run(
            ["node", validator, path], capture_output=True, text=True, check=False, timeout=PATIENCE
        )
        told = json.loads(done.stdout)["errors"]
        return {(str(one.get("description")), str(one.get("path"))) for one in told}

    wanted = [pair for pair in pairs if ALL or pair[0].stem.removeprefix("before-") in JUDGED]
    with ThreadPoolExecutor(2) as pool:
        before = list(pool.map(errors, [pair[0] for pair in wanted]))
        after = list(pool.map(errors, [pair[1] for pair in wanted]))
    for (_, path), was, now in zip(wanted, before, after, strict=True):
        assert now - was == set(), path.name
