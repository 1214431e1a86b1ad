"""Row rules: each cell by itself, as its column's kind and marks say."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import polars as pl
from pydantic import ValidationError

from xlcrm.cells import Cells, Grid, Value
from xlcrm.frames import filled_rows
from xlcrm.problems import CODES, Problem
from xlcrm.sheets import MODELS, Column, columns, model, recognise
from xlcrm.sheets.vocabularies import Vocabulary
from xlcrm.validation.masks import suspects

AS_FOUND = frozenset({("History", "before"), ("History", "after")})
"""Columns that record what a cell held, right or wrong."""


@dataclass(frozen=True)
class RowRules:
    """The row rules of one table of a workbook.

    Attributes:
        table: its name.
        grid: its cells.
        lists: the workbook's vocabularies.
        country: of phone numbers without a plus; "" for unknown.
    """

    table: str
    grid: Grid
    lists: Mapping[str, Vocabulary]
    country: str = ""

    @cached_property
    def headers(self) -> Mapping[str, str]:
        """The header of each field that is checked."""
        place = self.grid.place
        found = recognise(MODELS[self.table], place.headers, place.meanings)
        return {
            field: header for header, field in found.items() if (self.table, field) not in AS_FOUND
        }

    def filled(self) -> pl.Series:
        """Which data rows say anything."""
        return filled_rows(self.grid, self.headers.values())

    def suspect(self) -> pl.Series:
        """Which data rows may break a rule: the fast step, with no Python per row.

        Returns:
            One truth value per data row; rows that break a rule are always among them.
        """
        found = pl.Series([False], dtype=pl.Boolean).new_from_index(0, self.grid.height)
        for field, header in self.headers.items():
            column = self._columns[field]
            cells = self.grid.column(header)
            found |= suspects(cells, column, self._vocabularies.get(field), self.country)
        return found & self.filled() if found.any() else found

    def read(self, rows: pl.Series) -> list[Problem]:
        """Reads rows by the table's model, one by one.

        Args:
            rows: one truth value per data row.

        Returns:
            What is wrong, by row and then in the order of the model's fields.
        """
        indices = rows.arg_true().to_list()
        picked = [_picked(self.grid.column(header), indices) for header in self.headers.values()]
        context = {"vocabularies": self._vocabularies, "country": self.country}
        read = model(MODELS[self.table]).__pydantic_validator__.validate_python
        problems: list[Problem] = []
        for index, *cells in zip(indices, *picked, strict=True):
            try:
                read(dict(zip(self.headers, cells, strict=True)), context=context)
            except ValidationError as error:
                problems += self._problems(index, error)
        return problems

    def problems(self) -> list[Problem]:
        """What is wrong, fast: only rows that a mask flags are read one by one."""
        return self.read(self.suspect())

    @cached_property
    def _columns(self) -> Mapping[str, Column]:
        return columns(MODELS[self.table])

    @cached_property
    def _vocabularies(self) -> dict[str, Vocabulary]:
        return {
            field: self.lists[column.choice.name]
            for field, column in self._columns.items()
            if column.choice and column.choice.name in self.lists
        }

    def _problems(self, index: int, error: ValidationError) -> list[Problem]:
        found = []
        for finding in error.errors(include_url=False, include_input=False):
            wrong, field = finding["ctx"]["error"], str(finding["loc"][0])
            code, header = wrong.code, self.headers[field]
            named: dict[str, Any] = {"header": header, **wrong.parameters}
            suggestion = named.pop("suggestion", "")
            cell = self.grid.address(header, index).a1
            sheet = self.grid.place.sheet
            found.append(
                Problem(CODES[code], sheet, cell, code, named, suggestion, self.table, field)
            )
        return found


def _picked(cells: Cells, indices: list[int]) -> list[Value]:
    if isinstance(cells, list):
        return [cells[index] for index in indices]
    return cells.gather(indices).to_list()
