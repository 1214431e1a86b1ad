"""What a worksheet function computes from: a workbook's frames, its settings and a day."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

import polars as pl

from xlcrm.errors import FormulaError
from xlcrm.frames import ROW, Frames
from xlcrm.language import text
from xlcrm.metrics.history import OrderHistory
from xlcrm.metrics.intake import picked
from xlcrm.metrics.lapse import LapseRule
from xlcrm.metrics.window import day_of
from xlcrm.queries import run
from xlcrm.sheets import MODELS, columns
from xlcrm.sheets.settings import Settings
from xlcrm.sheets.vocabularies import Vocabulary
from xlcrm.standing.known import known
from xlcrm.standing.leads import open_leads
from xlcrm.standing.log import Told, told_by_log
from xlcrm.udfs.labels import one_spelling, spelled_alike
from xlcrm.udfs.where import Condition, matching, parse_where, place_of, unknown_field

_ORDER_KEYS = ("customer_id", "order_id")
_NOT_PRINCIPLES = frozenset({"row", "customer_id", "order_id", "date", "amount"})
PARTIES = {"Surveys": "customer_id", "Touchpoints": "party_id", "Activities": "party_id"}
"""The tables of which a `where` may name the customers' columns, too, with their column of ids."""
_MOST_HISTORIES = 64
_MOST_RESULTS = 1024
R = TypeVar("R")


@dataclass(frozen=True, eq=False)
class Context:
    """Frames as of a day, with what several functions ask for worked out once.

    Attributes:
        frames: the workbook's tables, as they were known at the end of `as_of`.
        as_of: the last day that counts.
        today: what TODAY() is.
    """

    frames: Frames
    as_of: date
    today: date
    _results: dict[str, Any] = field(default_factory=dict, repr=False)
    _histories: dict[tuple[str, date], OrderHistory] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "frames", known(self.frames, self.as_of))

    def on(self, day: date) -> "Context":
        """The same workbook as it was known at the end of an earlier day."""
        if day == self.as_of:
            return self
        return self.once(f"context on {day}", lambda: Context(self.frames, day, self.today))

    @property
    def settings(self) -> Settings:
        """The workbook's settings."""
        return self.frames.settings

    @cached_property
    def orders(self) -> pl.DataFrame:
        """The order lines, each label in one spelling and as the workbook writes it."""
        lines = self.in_words("Orders", self.frames["Orders"])
        return spelled_alike(lines, *_ORDER_KEYS)

    @cached_property
    def whole(self) -> OrderHistory:
        """The history of all orders."""
        rule = LapseRule(
            self.settings.lapse_k,
            self.settings.lapse_floor_days,
            self.settings.lapse_prior_days,
        )
        return OrderHistory.of(self.frames["Orders"], self.as_of, rule, self.order_column)

    def order_column(self, name: str) -> pl.Series:
        """A column of `orders`: one alone is had sooner than all of them."""
        if "orders" in vars(self):
            return self.orders[name]
        return self.once(f"column {name} of the orders", lambda: self._order_column(name))

    def _order_column(self, name: str) -> pl.Series:
        column = self.frames["Orders"][name]
        if name in _ORDER_KEYS:
            return column
        return one_spelling(self.in_words_of("Orders", column))

    def history(self, where: str | None = None, at: date | None = None) -> OrderHistory:
        """The orders that a `where` text chooses, with the lapse rule of the whole book.

        Args:
            where: see `where.parse_where`; None or blank for all orders.
            at: the last day that counts, if that is not `as_of`.

        Raises:
            FormulaError: the text is not understood, or names a column that is not there; the day
                lies after `as_of`.
        """
        last = day_of(at, self.as_of)
        if not where and last == self.as_of:
            return self.whole
        key = (where or "", last)
        if key not in self._histories:
            if len(self._histories) >= _MOST_HISTORIES:
                self._histories.pop(next(iter(self._histories)))
            self._histories[key] = self._filtered(parse_where(where), last)
        return self._histories[key]

    def _until(self, last: date) -> OrderHistory:
        return self.once(f"history until {last}", lambda: self.whole.until(last))

    def once(self, formula: str, make: Callable[[], R]) -> R:
        """What a formula gives, worked out once for the many cells that show a part of it.

        The latest asked for is kept longest: what many sheets rest on stays.
        """
        results = self._results
        kept: R = results.pop(formula) if formula in results else make()
        if len(results) >= _MOST_RESULTS:
            del results[next(iter(results))]
        results[formula] = kept
        return kept

    def label(self, key: str) -> str:
        """The header of a table's column, in the workbook's language."""
        return text(f"column.{key}", self.settings.language)

    def _filtered(self, conditions: tuple[Condition, ...], last: date) -> OrderHistory:
        history = self.whole if last == self.as_of else self._until(last)
        of_lines = [c for c in conditions if self.field_table(c.field, c.table) == "Orders"]
        of_customers = [c for c in conditions if c not in of_lines]
        if of_lines:
            chosen = self._chosen("Orders", self.orders, of_lines)
            history = history.of_lines(ROW, chosen[ROW])
        if of_customers:
            chosen = self._chosen("Customers", self.buyers, of_customers)
            history = history.of_customers(chosen["customer_id"].to_list())
        return history

    def _chosen(
        self, table: str, frame: pl.DataFrame, conditions: Iterable[Condition]
    ) -> pl.DataFrame:
        for condition in conditions:
            vocabulary = self.vocabulary(table, condition.field)
            frame = picked(frame, matching(frame, condition, vocabulary))
        return frame

    def vocabulary(self, table: str, name: str) -> Vocabulary | None:
        """The list of a column, whose aliases mean the same; None where it has none."""
        column = columns(MODELS[table]).get(name)
        choice = column.choice if column else None
        return self.frames.vocabularies.get(choice.name) if choice else None

    def leads(self, where: str | None = None) -> pl.DataFrame:
        """The leads that a `where` text chooses by the leads' columns.

        Raises:
            FormulaError: the text is not understood, or names a column that is not there.
        """
        return self._rows("Leads", where)

    def inquiries(self, where: str | None = None) -> pl.DataFrame:
        """The inquiries that a `where` text chooses by their own columns.

        Raises:
            FormulaError: the text is not understood, or names a column that is not there.
        """
        return self._rows("Inquiries", where)

    def prospects(self, where: str | None = None) -> pl.DataFrame:
        """The lines of the cold-call list that a `where` text chooses by their own columns.

        Raises:
            FormulaError: the text is not understood, or names a column that is not there.
        """
        return self._rows("Prospects", where)

    def customers(self, where: str | None = None) -> pl.DataFrame:
        """The rows of Customers that a `where` text chooses by the customers' columns.

        Raises:
            FormulaError: the text is not understood, or names a column that is not there.
        """
        return self._rows("Customers", where)

    def touching(self, table: str, where: str | None = None) -> pl.DataFrame:
        """The rows of Surveys, Touchpoints or Activities that a `where` text chooses.

        Args:
            table: one of them.
            where: fields are the table's own columns, or else those of the customers.

        Raises:
            FormulaError: the text is not understood, or names a column that is not there.
        """
        return self._rows(table, where, PARTIES[table])

    def _rows(self, table: str, where: str | None, party: str = "") -> pl.DataFrame:
        if not where:
            return self.frames[table]
        return self.once(f"{table} where {where}", lambda: self._rows_where(table, where, party))

    def _rows_where(self, table: str, where: str, party: str) -> pl.DataFrame:
        frame, people = self.frames[table], self.people
        conditions = parse_where(where)
        known = {table: frame.columns} | ({"Customers": people.columns} if party else {})
        placed = [(c, place_of(c, known)) for c in conditions]
        own = [c for c, where_it_is in placed if where_it_is == table]
        of_people = [c for c, where_it_is in placed if where_it_is != table]
        frame = self._chosen(table, frame, own)
        if of_people:
            chosen = self._chosen("Customers", people, of_people)["customer_id"].drop_nulls()
            frame = frame.filter(self.as_customer(party).is_in(chosen.implode()))
        return frame

    def open_leads(self, day: date) -> pl.DataFrame:
        """The leads that are open at the end of a day (see `standing.leads.open_leads`)."""
        return self.once(f"leads open on {day}", lambda: self._open_leads(day))

    def told(self, day: date) -> Mapping[str, Told]:
        """What the log tells about each lead up to a day (see `standing.log.told_by_log`)."""
        ids = self.frames["Inquiries"]["lead_id"]
        return self.once(f"log up to {day}", lambda: told_by_log(self.frames, ids, day))

    def _open_leads(self, day: date) -> pl.DataFrame:
        return open_leads(self.frames, self.told(day), day)

    @cached_property
    def groups(self) -> Mapping[str, str]:
        """The group of each customer that has one, by id, in one spelling."""
        if not self.frames["Customers"]["group"].count():
            return {}
        rows = run(self._joined.select("customer_id", "group").drop_nulls())
        return dict(zip(rows["customer_id"], one_spelling(rows["group"]), strict=True))

    @cached_property
    def people(self) -> pl.DataFrame:
        """The rows of Customers; a need that is not noted there is that of the lead they were."""
        rows, leads = self.frames["Customers"], self.frames["Leads"]
        if not (rows["need"].null_count() and leads["need"].count()):
            return rows
        asked = leads.lazy().sort("first_inquiry", "lead_id", nulls_last=True)
        asked = asked.select("customer_id", pl.col("need").alias(":need")).drop_nulls()
        asked = asked.unique("customer_id", keep="first", maintain_order=True)
        both = rows.lazy().join(asked, on="customer_id", how="left", maintain_order="left")
        need = pl.coalesce("need", ":need")
        return run(both.with_columns(need.alias("need")).drop(":need"))

    @cached_property
    def buyers(self) -> pl.DataFrame:
        """Everybody in Orders up to `as_of` with their row of Customers: one row per customer id.

        Columns of customers that the Customers table does not know are null.
        """
        return spelled_alike(self.in_words("Customers", run(self._joined)), "customer_id")

    @property
    def _joined(self) -> pl.LazyFrame:
        known = self.people.lazy().filter(pl.col("customer_id").is_not_null())
        known = known.unique("customer_id", keep="first", maintain_order=True)
        known_by_then = self.frames["Orders"].lazy().filter(pl.col("date") <= self.as_of)
        ids = known_by_then.select("customer_id").drop_nulls().unique(maintain_order=True)
        return ids.join(known, on="customer_id", how="left", maintain_order="left")

    def in_words(self, table: str, frame: pl.DataFrame) -> pl.DataFrame:
        """A table's rows with their labels as the workbook writes them, not by their codes."""
        choices = [name for name, column in columns(MODELS[table]).items() if column.choice]
        told = ((codes, self.in_words_of(table, codes)) for codes in frame.select(choices))
        changed = [words for codes, words in told if words is not codes]
        return frame.with_columns(changed) if changed else frame

    def in_words_of(self, table: str, values: pl.Series) -> pl.Series:
        """A column of a table, or some of its values, as the workbook writes them."""
        found = self.frames.vocabulary(table, values.name)
        other = found is not None and found.other_words
        return self.frames.words(table, values.name, values) if other else values

    @cached_property
    def became(self) -> Mapping[str, str]:
        """The customer's id of each lead that had become one by the day, by the lead's id."""
        leads = self.frames["Leads"]
        pairs = zip(leads["lead_id"].to_list(), leads["customer_id"].to_list(), strict=True)
        # Of several rows with one id the first counts.
        return {lead: customer for lead, customer in reversed([*pairs]) if lead and customer}

    def as_customer(self, column: str) -> pl.Expr:
        """A column of party ids: leads that became customers by the customer's id."""
        return pl.col(column).replace(self.became) if self.became else pl.col(column)

    @cached_property
    def names_customers(self) -> bool:
        """Whether any customer has a name."""
        return any(self.frames["Customers"][name].count() for name in ("company", "name"))

    def customer_names(self, ids: Iterable[str]) -> dict[str, str]:
        """What customers are called, by id: the company, else the person's name."""
        customers = self.frames["Customers"]
        named = customers[["customer_id", "company", "name"]]
        found = picked(named, customers["customer_id"].is_in(list(ids)))
        called = (
            (key, company if company is not None else name)
            for key, company, name in found.iter_rows()
        )
        return {key: name for key, name in called if name}

    @cached_property
    def principles(self) -> Mapping[str, str]:
        """The columns by which customers or order lines can be told apart: table by column.

        A column that both tables have belongs to the one in which it is filled, customers first.
        """
        found: dict[str, str] = {}
        for table, frame in (("Orders", self.frames["Orders"]), ("Customers", self.people)):
            for name in frame.columns:
                filled = frame[name].null_count() < frame.height
                if name not in _NOT_PRINCIPLES and (filled or name not in found):
                    found[name] = table
        return found

    def principle(self, name: str, table: str = "") -> str:
        """The table that has a principle.

        Args:
            name: the principle.
            table: the table that is meant; "" for the one that `principles` says.

        Raises:
            FormulaError: it tells single rows apart; no table has it, or not that one.
        """
        found = self.principles
        if name in _NOT_PRINCIPLES:
            raise FormulaError("where.no_principle", field=name, fields=", ".join(sorted(found)))
        return self._table_of(name, table, found)

    def field_table(self, name: str, table: str = "") -> str:
        """The table that has a field to choose by: a principle, or another column of Orders.

        Args:
            name: the field.
            table: the table that is meant; "" for the one that `principles` says.

        Raises:
            FormulaError: no table has it, or not that one.
        """
        fields = dict.fromkeys(self.frames["Orders"].columns, "Orders")
        fields |= {**self.principles, "customer_id": "Customers"}
        del fields["row"]
        return self._table_of(name, table, fields)

    def _table_of(self, name: str, table: str, fields: Mapping[str, str]) -> str:
        if not table:
            if name not in fields:
                raise unknown_field(name, fields)
            return fields[name]
        if table not in {"Orders", "Customers"} or name not in fields:
            raise unknown_field(f"{table}.{name}", fields)
        if name not in self.frames[table].columns:
            raise unknown_field(f"{table}.{name}", self.frames[table].columns)
        return table
