"""Recognising: which of our fields the columns of a foreign table are, and why we think so."""

from xlcrm.crm.recognising.columns import Match, Reason, recognise
from xlcrm.crm.recognising.parts import name_columns

__all__ = ["Match", "Reason", "name_columns", "recognise"]
