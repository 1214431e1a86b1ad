"""Orders with a quantity and the price of one: the amount of a line is their product."""

from collections.abc import Collection, Mapping, Sequence

from xlcrm.crm.importing.files import RowFile
from xlcrm.crm.importing.joining import parts_of
from xlcrm.crm.importing.outcome import Remark
from xlcrm.crm.importing.products import TIMES, less, less_percent
from xlcrm.errors import ImportFileError
from xlcrm.sheets import MODELS, columns
from xlcrm.sheets.spellings import (
    is_discount,
    net_price_words,
    plain,
    price_words,
    unit_price_words,
)

_ORDERS, _AMOUNT, _QUANTITY = "Orders", "amount", "quantity"


_OFF = r"^[^\p{L}]*[1-9]"
"""A cell that takes something off a price; a code for buyers begins with letters."""


def amount_of_lines(
    table: str, rows: RowFile, taken: Mapping[str, str], without: Collection[str]
) -> str:
    """The product that is the amount of an order line; "" where nothing says so.

    Args:
        table: the table that grows.
        rows: the file.
        taken: the file's header of each field that is known.
        without: fields of which it was said that the file has none.

    Raises:
        ImportFileError: the file has a quantity and a price, and it is open whether that is the
            price of one, or what a discount does to it ("import.price_open",
            "import.discount_open").
    """
    quantity = taken.get(_QUANTITY, "")
    if table != _ORDERS or _AMOUNT in taken or _AMOUNT in without or not quantity:
        return ""
    # A column that is kept as one of the manager's own may be a factor all the same.
    used = {header for name, header in taken.items() if name in columns(MODELS[table])}
    free = [header for header in rows.headers if header not in used]
    each = [header for header in free if plain(header) in unit_price_words()]
    prices = [header for header in free if plain(header) in price_words()]
    if net := [header for header in free if plain(header) in net_price_words()]:
        raise ImportFileError("import.price_open", table=table, quantity=quantity, price=net[0])
    for one in free if each or prices else ():
        if is_discount(one) and rows.frame[one].str.contains(_OFF).any():
            raise _discount_open(table, quantity, (*each, *prices)[0], one)
    if len(each) == 1:
        return f"{quantity}{TIMES}{each[0]}"
    if prices and not each:
        raise ImportFileError("import.price_open", table=table, quantity=quantity, price=prices[0])
    return ""


def _discount_open(table: str, quantity: str, price: str, discount: str) -> ImportFileError:
    product = f"{quantity}{TIMES}{price}"
    return ImportFileError(
        "import.discount_open",
        table=table,
        quantity=quantity,
        price=price,
        discount=discount,
        product=product,
        share=f"{product}{TIMES}{less(discount)}",
        percent=f"{product}{TIMES}{less_percent(discount)}",
    )


def about_amounts(
    table: str, headers: Sequence[str], taken: Mapping[str, str], given: Collection[str]
) -> list[Remark]:
    """What is worth a look: a product that nobody asked for, or a price of one taken as amount.

    Args:
        table: the table that grows.
        headers: the file's.
        taken: the file's header of each field.
        given: the fields that the user named.
    """
    amount = taken.get(_AMOUNT, "")
    if table != _ORDERS or not amount:
        return []
    if TIMES in amount and len(parts_of(amount, headers)) > 1:
        return [] if _AMOUNT in given else [Remark("import.amount_multiplied", {"product": amount})]
    quantity = taken.get(_QUANTITY, "")
    if quantity and plain(amount) in unit_price_words():
        facts = {"column": amount, "quantity": quantity, "product": f"{quantity}{TIMES}{amount}"}
        return [Remark("import.amount_is_unit_price", facts)]
    return []
