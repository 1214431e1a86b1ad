import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcrm.crm.importing.alphabets import FALLBACK, encoding_of

PEOPLE = {
    "cp1251": "Иванов Пётр Смирнова Москва потеряно купил цена дорого заявка Кузнецов Ольга мебель",
    "cp1250": "Ştefan Ionuţ Mădălina Bucureşti Chişinău Bălţi vânzare preţ mâine Cătălin Ţurcanu dată",
    "cp1252": "Müller Schäfer Größe Köln für Büro schön Weiß Jürgen Möbel Düsseldorf Straße",
}
OTHERS = {
    "cp1250": "Łódź Gdańsk Zielińska Wójcik zamówienie żółty Małgorzata Paweł późno",
    "cp1252": "Núñez Muñoz Peña José María cotización teléfono año señor Málaga",
}


@pytest.mark.parametrize("words", [1, 2, 5])
@pytest.mark.parametrize("encoding", PEOPLE)
def test_single_words_of_the_three_languages_and_german_are_enough(encoding, words):
    names = PEOPLE[encoding].split()
    for at in range(len(names) - words + 1):
        text = "date;name\n05.01.2024;" + ";SRL\n".join(names[at : at + words])
        content = text.encode(encoding)
        assert content.decode(encoding_of(content)) == text


@pytest.mark.parametrize("encoding", OTHERS)
def test_names_of_neighbours(encoding):
    assert encoding_of(OTHERS[encoding].encode(encoding)) == encoding


def test_french_too():
    text = "Hélène François Noël Besançon garçon élève vélo prêt reçu Zoé commande"
    assert text.encode("cp1252").decode(encoding_of(text.encode("cp1252"))) == text


def test_signs_alone_leave_it_open():
    assert encoding_of("12,50 €".encode("cp1252")) == FALLBACK


@given(st.binary())
def test_any_bytes_get_an_answer(content):
    assert encoding_of(content) in {"cp1250", "cp1251", "cp1252"}
