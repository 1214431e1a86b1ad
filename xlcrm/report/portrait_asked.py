"""What the Portrait sheet knows of the inquiries: each table worked out once."""

from dataclasses import dataclass

import polars as pl

from xlcrm.language import text
from xlcrm.report.counts import Counts, count
from xlcrm.report.portrait_attributes import Attribute, argument, attributes, header_of
from xlcrm.report.span import Span
from xlcrm.sheets import label
from xlcrm.sheets.vocabularies import folded
from xlcrm.udfs.context import Context

BEFORE, EVER, NEW, BOUGHT = 5, 6, 7, 8
"""Places in a DEMAND_TABLE: in as many days before, ever before, by new people, bought."""


@dataclass(frozen=True)
class Asked:
    """The inquiries of a span.

    Attributes:
        span: the days.
        who: the columns that tell who asks.
        empty: the headers of those in which nothing is noted.
        need, product, request: what is asked for, as DEMAND_TABLE has it.
        weekday, quoted: when, and at what price, as PORTRAIT_TABLE has it.
        lost_to: competitors, as LOSS_REASONS has it.
        sold: the products of all orders up to the day, folded.
    """

    span: Span
    who: list[Attribute]
    empty: list[str]
    need: Attribute
    product: Attribute
    request: Attribute
    weekday: Attribute
    quoted: Attribute
    lost_to: Attribute
    sold: frozenset[str]

    @classmethod
    def of(cls, context: Context, span: Span) -> "Asked":
        """Works out the tables."""
        who, empty = attributes(context, span)

        def table(function: str, name: str) -> Attribute:
            if name == "weekday":
                header = text("report.portrait.column.weekday", context.settings.language)
                formula = span.call(function, label(f"span.{name}", context.frames.language))
            else:
                header = header_of(context, name)
                formula = span.call(function, argument(context, name))
            return Attribute(name, header, formula, Counts.of(formula, context))

        return cls(
            span=span,
            who=who,
            empty=empty,
            need=table("DEMAND_TABLE", "need"),
            product=table("DEMAND_TABLE", "product"),
            request=table("DEMAND_TABLE", "request"),
            weekday=table("PORTRAIT_TABLE", "weekday"),
            quoted=table("PORTRAIT_TABLE", "quoted"),
            lost_to=table("LOSS_REASONS", "lost_to"),
            sold=_sold(context),
        )

    @property
    def n(self) -> int:
        """How many inquiries there are."""
        return self.span.n

    @property
    def new_people(self) -> int:
        """How many of them are not by customers."""
        total = self.need.counts.total
        return count(total[NEW]) if total else 0


def _sold(context: Context) -> frozenset[str]:
    lines = context.frames["Orders"].filter(pl.col("date") <= context.as_of)
    names = pl.concat([lines[name].cast(pl.String) for name in ("product", "category")])
    return frozenset(map(folded, names.drop_nulls().unique()))
