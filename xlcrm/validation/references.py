"""Ids that name a row of another table: does it stand there?"""

from dataclasses import dataclass

import polars as pl

from xlcrm.frames import ROW, Frames
from xlcrm.problems import Problem
from xlcrm.sheets import MODELS
from xlcrm.sheets.leads import new_words
from xlcrm.validation.findings import findings, header_cell, table_finding
from xlcrm.validation.structure import declined


@dataclass(frozen=True)
class Reference:
    """A column whose ids stand in other tables.

    Attributes:
        table, field: the column.
        targets: the tables of which one should have the id.
    """

    table: str
    field: str
    targets: tuple[str, ...]


REFERENCES = (
    Reference("Inquiries", "customer_id", ("Customers",)),
    Reference("Leads", "customer_id", ("Customers",)),
    Reference("Customers", "lead_id", ("Leads",)),
    Reference("Orders", "customer_id", ("Customers", "Leads")),
    Reference("Activities", "party_id", ("Leads", "Customers")),
    Reference("Prospects", "lead_id", ("Leads",)),
    Reference("Touchpoints", "party_id", ("Leads", "Customers")),
    Reference("Touchpoints", "stage", ("Stages",)),
    Reference("Surveys", "customer_id", ("Customers",)),
)
"""An inquiry's lead_id is not among them: sorting the log is what makes that lead."""


def reference_problems(frames: Frames) -> list[Problem]:
    """Ids that no row has; order lines of nobody; once each, leads with order lines."""
    problems: list[Problem] = []
    for reference in REFERENCES:
        if reference.table in frames.grids:
            problems += _unknown(frames, reference)
    return [*problems, *_orders(frames)]


def _unknown(frames: Frames, reference: Reference) -> list[Problem]:
    table, field = reference.table, reference.field
    named = frames[table].select(ROW, value=field).drop_nulls()
    if (table, field) == ("Leads", "customer_id"):
        # Converting asks for that word where a lead is none of those that look like it.
        named = named.filter(~pl.col("value").str.to_lowercase().is_in(list(new_words())))
    known = _known(frames, reference.targets)
    tables = " / ".join(reference.targets)
    if known.is_empty() and named.height:
        if any(
            declined(frames, target, str(MODELS[target].identity)) for target in reference.targets
        ):
            return []  # the rows may be there: what they lack are ids, and that is told once
        return [
            table_finding(
                frames,
                table,
                "id.none_known",
                {"n": named.height, "header": frames.header(table, field), "tables": tables},
                cell=header_cell(frames, table, frames.header(table, field)),
                field=field,
            )
        ]
    unknown = named.join(known, on="value", how="anti", maintain_order="left")
    if unknown.is_empty():
        return []
    suggested = unknown.join(_suggestions(unknown, known), on="value", how="left")
    return findings(frames, table, field, "id.unknown", suggested, tables=tables)


def _known(frames: Frames, tables: tuple[str, ...]) -> pl.DataFrame:
    ids = [frames[table].select(value=MODELS[table].identity) for table in tables]
    return pl.concat(ids).drop_nulls().unique()


def _suggestions(unknown: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """The only known id that differs in nothing but case, blanks, dashes and leading zeros."""
    bare = (
        pl.col("value")
        .str.to_lowercase()
        .str.replace_all(r"[\s_-]", "")
        .str.replace_all(r"(^|[^0-9])0+([0-9])", "${1}${2}")
    )
    only = known.group_by(bare=bare).agg(
        pl.col("value").first().alias("suggestion"), pl.len().alias("n")
    )
    wanted = unknown.select("value").unique().with_columns(bare=bare)
    return wanted.join(only.filter(pl.col("n") == 1), on="bare").select("value", "suggestion")


def _orders(frames: Frames) -> list[Problem]:
    if not frames.header("Orders", "customer_id"):
        return []
    lines = frames["Orders"].select(ROW, value="customer_id")
    nobody = lines.filter(pl.col("value").is_null()).select(ROW)
    leads, customers = _known(frames, ("Leads",)), _known(frames, ("Customers",))
    waiting = lines.join(leads, on="value", how="semi", maintain_order="left").join(
        customers, on="value", how="anti", maintain_order="left"
    )
    once = waiting.unique("value", keep="first", maintain_order=True)
    return [
        *findings(frames, "Orders", "customer_id", "order.no_customer", nobody),
        *findings(frames, "Orders", "customer_id", "order.lead_not_converted", once),
    ]
