"""Recognising: which of our fields the columns of a foreign table are, and why we think so."""

from xlcrm.crm.recognising.columns import Match, Reason, recognise
from xlcrm.crm.recognising.parts import firm_beside_name, may_hide_firms, name_columns

__all__ = ["Match", "Reason", "firm_beside_name", "may_hide_firms", "name_columns", "recognise"]
