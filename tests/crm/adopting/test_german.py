"""A book in a language that xlcrm does not speak: its tables are found all the same."""

from datetime import datetime
from functools import partial

import openpyxl

from xlcrm.crm.adopting.proposal import propose
from xlcrm.crm.adopting.speaking import spoken
from xlcrm.sheets.spellings import is_header_word
from xlcrm.sheets.vocabularies import vocabularies
from xlcrm.workbook.blocks import range_place
from xlcrm.workbook.surveying import read_block, survey

SHEETS = {
    "Umsätze": [
        ["Auftragsnr.", "Auftragsdatum", "Kunde", "Bezeichnung", "Anzahl", "Gesamtbetrag (EUR)"],
        *(
            [f"A-{n}", f"{n:02}.03.2024", f"Kunde {n % 5}", "Stuhl", n, f"{n}.100,50 €"]
            for n in range(1, 24)
        ),
        ["Zwischensumme", None, None, None, None, 2898.0],
    ],
    "Kunden": [
        ["Kundennummer", "Nachname", "Vorname", "Firma", "Telefon", "E-Mail"],
        *(
            [f"K-{n}", "Kurz", f"Anna {n}", "ACME", f"+49 30 12345{n}", f"a{n}@x.de"]
            for n in range(5)
        ),
    ],
    "Lager": [
        ["Artikelnummer", "Lagerort", "Bestand", "Mindestbestand"],
        *([f"A-{n}", "Halle 1", n, 5] for n in range(1, 10)),
    ],
    "Anfragen": [
        ["Datum", "Ansprechpartner", "Telefonnummer", "Anliegen", "Quelle", "Status"],
        *(
            [datetime(2024, 3, n), f"Karl {n}", f"030 123456{n}", "Tisch", "Messe", "offen"]
            for n in range(1, 9)
        ),
    ],
}


def test_the_tables_of_a_german_book(tmp_path):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in SHEETS.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    path = tmp_path / "buch.xlsx"
    book.save(path)
    found = propose(
        survey(path, is_header_word), partial(read_block, path), range_place, vocabularies()
    )
    told = {one.table: [match.field for match in one.matches] for one in found.tables}
    assert told == {
        "Orders": ["order_id", "date", "customer_id", "product", "quantity", "amount"],
        "Customers": ["customer_id", "name", "name", "company", "phone", "email"],
        "Inquiries": ["date", "name", "phone", "request", "source", "status"],
    }
    assert [place.sheet for place in found.others] == ["Lager"]
    assert found.tables[0].readings == {"Auftragsdatum": "dmy", "Gesamtbetrag (EUR)": ","}
    assert spoken(found.tables) == ""
