"""What is measured: the cases of each group, as commands."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

CASES = Path(__file__).parent / "cases"


@dataclass(frozen=True)
class Case:
    """One contender of a group.

    Attributes:
        name: such as "polars"; ours is "xlcrm", or begins with it.
        command: after the interpreter; {book} is the workbook, {folder} the inputs' folder.
        writes: whether it changes the workbook, so that each run gets a copy of its own.
        slow: whether it is left out from a million rows on unless it is asked for.
    """

    name: str
    command: tuple[str, ...]
    writes: bool = False
    slow: bool = False

    def line(self, book: Path, folder: Path) -> list[str]:
        """The command for a workbook and the folder with its inputs."""
        places = {"book": str(book), "folder": str(folder)}
        return [sys.executable, *(part.format_map(places) for part in self.command)]


def _script(file: str, *arguments: str) -> tuple[str, ...]:
    return str(CASES / f"{file}.py"), *arguments


GROUPS: Mapping[str, tuple[Case, ...]] = {
    "read": (
        Case("xlcrm", _script("read_xlcrm", "{book}")),
        Case("polars", _script("read_polars", "{book}")),
        Case("fastexcel", _script("read_fastexcel", "{book}")),
        Case("lxml", _script("read_lxml", "{book}")),
        Case("openpyxl", _script("read_openpyxl", "{book}"), slow=True),
    ),
    "validate": (
        Case("xlcrm rows", _script("validate_xlcrm", "{folder}", "rows")),
        Case("pandera rows", _script("validate_pandera", "{folder}", "rows")),
        Case("pydantic plain", _script("validate_pydantic", "{folder}", "plain")),
        Case("pydantic model", _script("validate_pydantic", "{folder}", "model")),
        Case("xlcrm mixed", _script("validate_xlcrm", "{folder}", "mixed")),
        Case("xlcrm whole", _script("validate_xlcrm", "{folder}", "whole")),
        Case("pandera whole", _script("validate_pandera", "{folder}", "whole")),
    ),
    "write": (
        Case("xlcrm", _script("write_xlcrm", "{book}"), writes=True),
        Case("copyfile", _script("write_copy", "{book}"), writes=True),
        Case("openpyxl", _script("write_openpyxl", "{book}"), writes=True, slow=True),
    ),
    "edit": (
        Case("xlcrm few", _script("edit_xlcrm", "{book}", "few"), writes=True),
        Case("xlcrm remove", _script("edit_xlcrm", "{book}", "remove"), writes=True),
        Case("xlcrm append", _script("edit_xlcrm", "{book}", "append"), writes=True),
        Case("xlcrm every", _script("edit_xlcrm", "{book}", "every"), writes=True),
        Case("xlcrm lacking", _script("edit_xlcrm", "{book}", "lacking"), writes=True),
    ),
    "leads": (
        Case("xlcrm leads", _script("leads_xlcrm", "{folder}", "leads")),
        Case("xlcrm convert", _script("leads_xlcrm", "{folder}", "convert")),
        Case("xlcrm erase", _script("leads_xlcrm", "{folder}", "erase")),
        Case("xlcrm read", _script("leads_xlcrm", "{folder}", "read")),
        Case("openpyxl", _script("leads_openpyxl", "{folder}"), slow=True),
    ),
    "refresh": (
        Case(
            "xlcrm",
            ("-m", "xlcrm", "refresh", "{book}", "--as-of", "2024-12-31"),
            writes=True,
        ),
        Case("naive", _script("refresh_naive", "{book}"), writes=True, slow=True),
        Case("lxml", _script("read_lxml", "{book}")),
    ),
    "metrics": (
        Case("xlcrm", _script("metrics_xlcrm", "{folder}")),
        Case("polars", _script("metrics_polars", "{folder}")),
        Case("duckdb", _script("metrics_duckdb", "{folder}")),
        Case("pandas", _script("metrics_pandas", "{folder}")),
    ),
    "functions": (Case("xlcrm", _script("functions_xlcrm", "{book}")),),
    "adopt": (
        Case("xlcrm", _script("adopt_xlcrm", "{folder}")),
        Case("polars", _script("read_polars", "{book}")),
        Case("fastexcel", _script("read_fastexcel", "{book}")),
    ),
    "import": (
        Case("xlcrm", _script("import_xlcrm", "{folder}")),
        Case("polars", _script("read_polars", "{book}")),
        Case("fastexcel", _script("read_fastexcel", "{book}")),
    ),
    "messy": (Case("xlcrm", _script("messy_xlcrm")),),
    "start": (Case("xlcrm", ("-m", "xlcrm", "--help")),),
}
"""The cases by group, in the order in which groups run; the cases of a group take turns."""

OWN_SIZE: Mapping[str, int] = {"functions": 2_000, "messy": 0, "start": 0}
"""The rows of groups that are not measured at each size; 0 for no workbook at all."""
