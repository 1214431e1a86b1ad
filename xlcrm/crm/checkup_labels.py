"""New spellings of labels: "north" beside "North" makes two groups of one."""

from collections import Counter
from collections.abc import Iterator

import polars as pl

from xlcrm.cells import Address
from xlcrm.crm.keys import name_key
from xlcrm.frames import ROW, Frames
from xlcrm.problems import Level, Problem
from xlcrm.sheets import MODELS, columns

_MOST_LABELS = 60
"""A column with more different texts than these holds no labels."""

_SAME, _RARE, _SHORTEST = 88.0, 5, 5


def label_problems(frames: Frames) -> Iterator[Problem]:
    """Rare spellings that look like a common one, in lists that take any word and in own columns.

    Fixed lists need no such look: another word there is a finding of its own.

    Args:
        frames: the workbook's tables.
    """
    for table in MODELS.keys() & frames.grids.keys():
        for name, header in _open_columns(frames, table):
            yield from _variants(frames, table, name, header)


def _open_columns(frames: Frames, table: str) -> Iterator[tuple[str, str]]:
    for name, column in columns(MODELS[table]).items():
        header = frames.header(table, name)
        listed = column.choice and frames.vocabularies[column.choice.name].labels
        if column.choice and header and not listed:
            yield name, header
    for name, header in frames.own(table).items():
        if frames[table][name].dtype == pl.String:
            yield name, header


def _variants(frames: Frames, table: str, name: str, header: str) -> Iterator[Problem]:
    texts = frames[table].select(ROW, name).drop_nulls()
    counts = Counter(texts[name].to_list())
    # An own column of remarks has as many texts as rows.
    if not 1 < len(counts) <= min(_MOST_LABELS, max(2, texts.height // 2)):
        return
    place = frames.place(table)
    assert place is not None
    for label, near in _pairs(counts).items():
        row = texts.filter(pl.col(name) == label)[ROW][0]
        named = {"value": label, "n": counts[label], "near": near, "m": counts[near]}
        cell = Address(row, place.column_of(header)).a1
        yield Problem(
            Level.WARNING, place.sheet, cell, "checkup.label_variant", named, near, table, name
        )


def _pairs(counts: Counter[str]) -> dict[str, str]:
    """The common label of each rare one that looks like it."""
    ordered = sorted(counts, key=lambda label: (-counts[label], label))
    found: dict[str, str] = {}
    for at, label in enumerate(ordered):
        near = next((one for one in ordered[:at] if one not in found and _alike(one, label)), "")
        if near and (name_key(near) == name_key(label) or counts[label] <= _RARE < counts[near]):
            found[label] = near
    return found


def _alike(one: str, other: str) -> bool:
    from rapidfuzz import fuzz

    keys = name_key(one), name_key(other)
    if keys[0] == keys[1]:
        return keys[0] != ""
    numbered = any(letter.isdigit() for letter in keys[0] + keys[1])  # "Route 1" is not "Route 2"
    short = min(map(len, keys)) < _SHORTEST
    return not numbered and not short and fuzz.ratio(*keys) >= _SAME
