"""A conversion plan as the Conversion sheet shows it: with headers, sources and links to cells."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cache, partial
from typing import Any

from xlcrm.cells import Address, quoted
from xlcrm.crm.conversion_plan import ConversionPlan, ConvertedLead
from xlcrm.crm.edits import header_of
from xlcrm.frames import Frames
from xlcrm.language import text
from xlcrm.problems import Problem
from xlcrm.report.conversion import Case, Fate, Field, Spot
from xlcrm.report.problems import message

_ID = "customer_id"
_HINTS = frozenset({"convert.same_name", "convert.other_key", "convert.nameless"})


def preview(frames: Frames, plan: ConversionPlan, as_of: date) -> list[Case]:
    """What becomes of each lead and of its fields.

    Args:
        frames: the workbook's tables, as they are before the plan.
        plan: what converting would do.
        as_of: the day of the run.
    """
    return _Previewer(frames, plan, as_of).cases()


def why(lead: ConvertedLead, language: str) -> str:
    """Why a lead is converted, stopped or refused."""
    if lead.code:
        by = text(f"crm.key.{lead.by.value}", language) if lead.by else ""
        named = {
            "lead_id": lead.lead_id,
            "customer_id": lead.customer_id,
            "candidates": ", ".join(lead.candidates),
            "cells": ", ".join(lead.elsewhere),
        }
        return text(f"crm.{lead.code}", language, by=by, **named)
    if lead.reason is None:
        return ""
    bought = text(f"crm.reason.{lead.reason.value}", language)
    if not lead.by:
        return bought
    by = text(f"crm.key.{lead.by.value}", language)
    return text("crm.convert.known_by", language, bought=bought, by=by)


class _Previewer:
    def __init__(self, frames: Frames, plan: ConversionPlan, as_of: date) -> None:
        self._frames, self._plan, self._as_of = frames, plan, as_of
        self._language = frames.settings.language
        self._header = cache(partial(header_of, frames))
        self._links = {
            table: _Links(frames, table, self._header) for table in ("Leads", "Customers")
        }
        wanted = {one for lead in plan.leads for one in (lead.customer_id, *lead.candidates)}
        rows = frames["Customers"].select("row", _ID, "name", "company").iter_rows()
        self._known = {
            customer: (row, name or company or "")
            for row, customer, name, company in reversed(list(rows))
            if customer in wanted
        }
        self._hints: dict[str, list[Problem]] = {}
        for problem in plan.problems:
            if problem.code in _HINTS:
                self._hints.setdefault(problem.parameters["lead_id"], []).append(problem)

    def cases(self) -> list[Case]:
        return [self._case(lead) for lead in self._plan.leads]

    def _case(self, lead: ConvertedLead) -> Case:
        said = [why(lead, self._language)]
        said += [message(hint, self._language) for hint in self._hints.get(lead.lead_id, [])]
        return Case(
            lead.outcome.value,
            Spot(lead.lead_id, self._links["Leads"].to(lead.row, "lead_id")),
            lead.name,
            self._customer(lead.customer_id),
            ". ".join(said),
            lead.converted_on,
            tuple(self._fields(lead)),
        )

    def _customer(self, customer: str) -> Spot:
        row, name = self._known.get(customer, (0, ""))
        return Spot(f"{customer} {name}".strip(), self._links["Customers"].to(row, _ID))

    def _fields(self, lead: ConvertedLead) -> Iterator[Field]:
        for customer in lead.candidates:
            yield Field(
                Fate.CANDIDATE, self._header("Customers", _ID), kept=self._customer(customer)
            )
        for one in lead.carried:
            origin = self._origin(lead, one.origin)
            value = self._frames.word("Customers", one.name, one.value)
            yield Field(Fate.FILLED, self._header("Customers", one.name), value, origin)
        row = self._known.get(lead.customer_id, (0, ""))[0]
        for other in lead.differences:
            held, offered = (
                self._frames.word("Customers", other.name, value)
                for value in (other.kept, other.offered)
            )
            kept = Spot(held, self._links["Customers"].to(row, other.name))
            origin = self._origin(lead, other.origin)
            header = self._header("Customers", other.name)
            yield Field(Fate.KEPT, header, offered, origin, kept)
        for header, value in lead.left.items():
            yield Field(Fate.LEFT, header, value, self._cell("Leads", lead.row, header))

    def _origin(self, lead: ConvertedLead, origin: str) -> Spot:
        if origin in {"orders", "inquiries", "as_of"}:
            return Spot(text(f"report.conversion.origin.{origin}", self._language))
        return self._cell("Leads", lead.row, self._header("Leads", origin), origin)

    def _cell(self, table: str, row: int, header: str, name: str = "") -> Spot:
        links = self._links[table]
        named = {"sheet": links.sheet, "header": header, "year": self._as_of.year}
        key = "age" if name == "age" else "cell"
        said = text(f"report.conversion.origin.{key}", self._language, **named)
        return Spot(said, links.under(row, header))


class _Links:
    """Links to the cells of one table.

    Args:
        frames: the workbook's tables.
        table: the table.
        header_of: the header of a table's column.
    """

    def __init__(self, frames: Frames, table: str, header_of: Callable[[str, str], str]) -> None:
        self._table, self._header_of = table, header_of
        self._place = frames.place(table)
        self.sheet = self._place.sheet if self._place else table

    def to(self, row: int, name: str) -> str:
        """The cell of a column in a sheet row; "" for row 0 or a column that is not there."""
        return self.under(row, self._header_of(self._table, name)) if row else ""

    def under(self, row: int, header: str) -> str:
        if not row or self._place is None or header not in self._place.headers:
            return ""
        cell = Address(row, self._place.column_of(header))
        return f"{quoted(self.sheet)}!{cell.a1}"


def described(lead: ConvertedLead, language: str) -> dict[str, Any]:
    """One lead's result for programs, ready for JSON.

    Args:
        lead: what becomes of it.
        language: of its reason.
    """
    return {
        "lead_id": lead.lead_id,
        "name": lead.name,
        "outcome": lead.outcome.value,
        "customer_id": lead.customer_id,
        "why": why(lead, language),
        "on": lead.converted_on,
        "candidates": list(lead.candidates),
        "same_name": list(lead.alike),
        "filled": {one.name: one.value for one in lead.carried},
        "sources": {one.name: one.origin for one in lead.carried},
        "differences": _differences(lead),
        "not_carried": dict(lead.left),
    }


def _differences(lead: ConvertedLead) -> Sequence[dict[str, Any]]:
    return [
        {"field": one.name, "kept": one.kept, "not_taken": one.offered} for one in lead.differences
    ]
