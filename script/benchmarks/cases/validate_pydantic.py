"""Validates the row rules of Orders with pydantic, row by row.

validate_pydantic.py FOLDER model|plain: with the model of xlcrm, or with a plain one that says
the same in pydantic's own types.
"""

import sys
import time
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from benchmarks.firm import LISTS
from benchmarks.inputs import frame
from pydantic import BaseModel, Field, ValidationError

from xlcrm.sheets import columns, label, model
from xlcrm.sheets.kinds import EXCEL_ERRORS, FIRST_DAY, LAST_DAY
from xlcrm.sheets.orders import Order
from xlcrm.sheets.vocabularies import Vocabulary

Text = Annotated[str, Field(pattern="^[^#]*$")] | None
Product: Any = Literal[tuple(LISTS["product"])]
Category: Any = Literal[tuple(LISTS["category"])]
Owner: Any = Literal[tuple(LISTS["owner"])]


class Plain(BaseModel):
    """One order line in pydantic's own types."""

    order_id: Text
    date: Annotated[date, Field(ge=FIRST_DAY, le=LAST_DAY)]
    customer_id: Text
    product: Product | None
    category: Category | None
    quantity: Annotated[float, Field(ge=-1e9, le=1e9)] | None
    amount: Annotated[float, Field(ge=-1e12, le=1e12)]
    owner: Owner | None


assert not any("#" in text for texts in LISTS.values() for text in texts), EXCEL_ERRORS
names = {label(name): name for name in columns(Order)}
lines = frame(Path(sys.argv[1]), "Orders").select(list(names)).rename(names)
lists = {field: Vocabulary(field, tuple(labels)) for field, labels in LISTS.items()}
reader = model(Order) if sys.argv[2] == "model" else Plain
read = reader.__pydantic_validator__.validate_python
context = {"vocabularies": lists, "country": ""}
start = time.process_time()
problems = 0
for row in lines.iter_rows(named=True):
    try:
        read(row, context=context)
    except ValidationError as error:
        problems += len(error.errors(include_url=False))
print("bench: step", time.process_time() - start)
print("bench: problems", problems)
