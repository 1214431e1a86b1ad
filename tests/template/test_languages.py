"""The template in every language: its own words, which are read back as what they mean."""

import openpyxl
import pytest

from xlcrm.language import DEFAULT, LANGUAGES, text
from xlcrm.macros.reading import read_frames
from xlcrm.report import measure
from xlcrm.sheets import MODELS, columns, label
from xlcrm.sheets.vocabularies import LABELS, word
from xlcrm.template import template_content, template_file
from xlcrm.template.drop_downs import KEY
from xlcrm.template.places import START, Places, usual_title
from xlcrm.template.start import start_sheet
from xlcrm.workbook.closed import ClosedWorkbook

OTHERS = [language for language in LANGUAGES if language != DEFAULT]


@pytest.fixture(scope="module", params=OTHERS)
def localized(request, tmp_path_factory):
    """A language, and the template in it."""
    path = tmp_path_factory.mktemp("languages") / f"{request.param}.xlsx"
    path.write_bytes(template_content(request.param))
    return request.param, path


def test_english_is_shipped_as_it_was_built():
    assert template_content(DEFAULT) == template_file().read_bytes()


def test_titles_and_headers_are_the_languages_own(localized):
    language, path = localized
    book = openpyxl.load_workbook(path)
    titles = [usual_title(key, language) for key in (START, *MODELS, KEY)]
    assert book.sheetnames == titles
    for table, model in MODELS.items():
        sheet = book[usual_title(table, language)]
        assert list(sheet.tables) == [table]
        headers = [label(name, language) for name in columns(model)]
        assert [cell.value for cell in sheet[1]] == headers


def test_a_workbook_remembers_its_language_and_is_read_by_codes(localized):
    language, path = localized
    frames = read_frames(ClosedWorkbook.open(path), lambda *_, **__: None)
    assert frames.settings.language == frames.language == language
    for name, vocabulary in frames.vocabularies.items():
        assert list(vocabulary.meanings) == list(LABELS[name])
        assert [vocabulary.word(code) for code in LABELS[name]] == list(vocabulary.labels)
        assert list(vocabulary.labels) == [word(name, code, language) for code in LABELS[name]]


def test_drop_downs_find_each_list_by_its_name(localized):
    language, path = localized
    book = openpyxl.load_workbook(path, data_only=True)
    sheet = book[usual_title(KEY, language)]
    words = [sheet.cell(row, 7).value for row in range(4, 1004)]
    for row, code in enumerate(LABELS, 4):
        first, last = sheet.cell(row, 3).value, sheet.cell(row, 4).value
        assert sheet.cell(row, 2).value == text(f"list.{code}", language)
        shown = words[first - 1 : last] if first <= len(words) else []
        assert shown == [word(code, one, language) for one in LABELS[code]]


def test_colours_follow_the_words(localized):
    language, path = localized
    sheet = openpyxl.load_workbook(path)[usual_title("Inquiries", language)]
    rules = [rule.formula[0] for one in sheet.conditional_formatting for rule in one.rules]
    assert any(f'="{word("inquiry_status", "lost", language)}"' in rule for rule in rules)
    assert not any('"lost"' in rule for rule in rules)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_start_sheet_has_room_for_its_texts(language):
    sheet = start_sheet(Places(language))
    for at, cell in sheet.cells.items():
        if at.column in {3, 4} and isinstance(cell.value, str):
            needed = measure.text_pixels(cell.value, cell.style.size, bold=cell.style.bold)
            assert needed <= measure.column_pixels(sheet.widths[at.column]), cell.value


@pytest.mark.parametrize("language", LANGUAGES)
def test_titles_are_such_as_sheets_can_have(language):
    titles = [usual_title(key, language) for key in (START, *MODELS, KEY)]
    titles += [
        text(f"report.{key}.title", language)
        for key in (
            *("today", "dashboard", "problems", "portrait", "funnel", "segments", "churn"),
            *("concentration", "follow_ups", "journey", "voice", "activity", "cross_sell"),
            *("client_card", "conversion", "checkup", "customers", "pivot"),
        )
    ]
    assert len({title.casefold() for title in titles}) == len(titles)
    assert all(0 < len(title) <= 31 and not set(title) & set(r":\/?*[]'") for title in titles)
