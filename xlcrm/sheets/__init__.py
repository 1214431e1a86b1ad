"""The user's tables: one module per sheet, each declared once as a model."""

from collections.abc import Mapping

from xlcrm.sheets.activities import Activity
from xlcrm.sheets.base import Column, Row, columns, label, model, own_name, recognise
from xlcrm.sheets.bookkeeping import Change, ListItem, Setting
from xlcrm.sheets.customers import Customer
from xlcrm.sheets.inquiries import Inquiry
from xlcrm.sheets.journey import Stage, Touchpoint
from xlcrm.sheets.leads import Lead
from xlcrm.sheets.orders import Order
from xlcrm.sheets.prospects import Prospect
from xlcrm.sheets.surveys import Survey

MODELS: Mapping[str, type[Row]] = {
    model.table: model
    for model in (
        Inquiry,
        Lead,
        Customer,
        Order,
        Activity,
        Prospect,
        Stage,
        Touchpoint,
        Survey,
        ListItem,
        Setting,
        Change,
    )
}
"""Every table by name, in the order of the workbook's sheets."""

__all__ = ["MODELS", "Column", "Row", "columns", "label", "model", "own_name", "recognise"]
