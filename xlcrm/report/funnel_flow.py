"""What the Funnel sheet knows: the days, and the tables that several of its parts speak of."""

from dataclasses import dataclass

from xlcrm.report.counts import Counts
from xlcrm.report.page import table_of
from xlcrm.report.portrait_attributes import header_of
from xlcrm.report.span import Span, span_of
from xlcrm.sheets.vocabularies import LABELS
from xlcrm.udfs.context import Context

COLD_CALL, NO_ANSWER = LABELS["source"][5], LABELS["lost_reason"][1]
"""The codes of leads of the cold-call list, and of what we did not answer."""
OPEN, CONVERTED, CONVERSION, LOW, HIGH = 2, 3, 5, 6, 7
"""Places in a FUNNEL_TABLE."""


@dataclass(frozen=True)
class Flow:
    """Leads and inquiries of a span.

    Attributes:
        leads: the days of leads; None where there is none.
        inquiries: the days of inquiries; None where there is none.
        by_source: leads by source.
        reasons: the losses by reason.
        bands: inquiries by how long their answers took; empty where there is none.
    """

    leads: Span | None
    inquiries: Span | None
    by_source: Counts
    reasons: Counts
    bands: Counts

    @property
    def span(self) -> Span:
        """The days that leads and inquiries are looked at."""
        span = self.leads or self.inquiries
        assert span is not None
        return span

    @classmethod
    def of(cls, context: Context) -> "Flow | None":
        """Works out the tables; None where there is neither a lead nor an inquiry."""
        leads = span_of(context, "Leads", "first_inquiry", "CONVERSION_RATE")
        inquiries = span_of(context, "Inquiries", "date", "INQUIRIES_TOTAL")
        span = leads or inquiries
        if span is None:
            return None
        return cls(
            leads,
            inquiries,
            Counts.of(span.call("FUNNEL_TABLE", header_of(context, "source")), context),
            Counts.of(span.call("LOSS_REASONS", ""), context),
            Counts.of(span.call("RESPONSE_TABLE", ""), context),
        )


def has_rows(context: Context, formula: str) -> bool:
    """Whether a table function gives any row."""
    return bool(table_of(formula, context).rows)
