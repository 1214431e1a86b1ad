"""Which language the command line speaks before it has opened a workbook."""

import pytest

from xlcrm.language.reader import asked_language, reader_language


@pytest.mark.parametrize(
    ("arguments", "environment", "expected"),
    [
        ([], {}, "en"),
        ([], {"LANG": "ru_RU.UTF-8"}, "ru"),
        ([], {"LANG": "C.UTF-8"}, "en"),
        ([], {"LANG": "de_DE.UTF-8"}, "en"),
        ([], {"LANG": "ru_RU.UTF-8", "LC_ALL": "ro_MD.UTF-8"}, "ro"),
        ([], {"LANG": "ru_RU.UTF-8", "LC_ALL": ""}, "ru"),
        ([], {"LANG": "ru_RU.UTF-8", "XLCRM_LANG": "ro"}, "ro"),
        (["--lang", "ru", "doctor"], {"XLCRM_LANG": "ro"}, "ru"),
        (["new", "book.xlsx", "--lang=RO"], {}, "ro"),
        (["new", "book.xlsx", "--lang"], {}, "en"),
        (["--lang", "klingon"], {"LANG": "ru"}, "en"),
        (["--lang", "ro-MD"], {}, "ro"),
    ],
)
def test_the_readers_language(arguments, environment, expected):
    assert reader_language(arguments, environment) == expected


@pytest.mark.parametrize(
    ("arguments", "environment", "expected"),
    [
        ([], {}, ""),
        ([], {"LANG": "ru_RU.UTF-8"}, ""),
        (["--lang", "en", "adopt"], {"LANG": "ru_RU.UTF-8"}, "en"),
        (["adopt", "--lang=ro"], {"XLCRM_LANG": "en"}, "ro"),
        (["adopt"], {"XLCRM_LANG": "en"}, "en"),
        (["--lang", "klingon"], {}, ""),
    ],
)
def test_a_language_that_was_asked_for_by_name(arguments, environment, expected):
    assert asked_language(arguments, environment) == expected
