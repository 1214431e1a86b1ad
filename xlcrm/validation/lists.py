"""Lists: names that nobody uses, labels where the labels are fixed, aliases that lead nowhere."""

import polars as pl

from xlcrm.frames import ROW, Frames
from xlcrm.problems import Problem
from xlcrm.sheets.vocabularies import CLOSED, LABELS, Vocabulary, folded, list_key
from xlcrm.validation.findings import findings

_SAME_NAME = 80.0


def list_problems(frames: Frames) -> list[Problem]:
    """What is wrong on the Lists sheet."""
    rows = frames["Lists"].select(ROW, "list", "value", "alias_of").drop_nulls(["list", "value"])
    filled = [(row, name, list_key(name), value, other) for row, name, value, other in rows.rows()]
    labels = [(row, name, key, value) for row, name, key, value, other in filled if not other]
    aliases = [(row, key, value, other) for row, _, key, value, other in filled if other]
    return [
        *_unknown(frames, [(row, name, key) for row, name, key, *_ in filled]),
        *_closed(frames, labels),
        *_aliases(frames, aliases),
    ]


def _unknown(frames: Frames, rows: list[tuple[int, str, str]]) -> list[Problem]:
    """Names close to a list's; any other list may serve a column of the manager's own."""
    from rapidfuzz import fuzz, process

    found = []
    for row, name, key in rows:
        if key not in LABELS:
            near = process.extractOne(key, list(LABELS), scorer=fuzz.ratio, score_cutoff=_SAME_NAME)
            if near:
                found.append({ROW: row, "value": name, "suggestion": near[0]})
    return findings(frames, "Lists", "list", "list.unknown", pl.DataFrame(found))


def _closed(frames: Frames, rows: list[tuple[int, str, str, str]]) -> list[Problem]:
    found = [
        {ROW: row, "list": name, "value": value}
        for row, name, key, value in rows
        if key in CLOSED and frames.vocabularies[key].canonical(value) is None
    ]
    return findings(frames, "Lists", "alias_of", "list.closed", pl.DataFrame(found))


def _aliases(frames: Frames, rows: list[tuple[int, str, str, str]]) -> list[Problem]:
    meant = {(key, folded(value)): folded(other) for _, key, value, other in rows}
    loops, lost = [], []
    for row, key, value, other in rows:
        labels = frames.vocabularies[key].labels
        if folded(other) in map(folded, labels):
            continue
        named = {ROW: row, "list": key, "value": value, "target": other}
        if _loops(meant, key, folded(value)):
            loops.append(named)
        else:
            lost.append(named | {"suggestion": _meant(frames.vocabularies[key], other)})
    return [
        *findings(frames, "Lists", "alias_of", "alias.loop", pl.DataFrame(loops)),
        *findings(frames, "Lists", "alias_of", "alias.target_unknown", pl.DataFrame(lost)),
    ]


def _meant(vocabulary: Vocabulary, label: str) -> str:
    """The label at the end of a chain of two aliases, or the one that is written most alike."""
    found = vocabulary.canonical(label)
    if found in vocabulary.labels:
        return str(found)
    return Vocabulary(vocabulary.name, vocabulary.labels).nearest(label)


def _loops(meant: dict[tuple[str, str], str], key: str, start: str) -> bool:
    """Whether following what a label stands for leads back to it."""
    label, left = meant.get((key, start)), len(meant)
    while label is not None and label != start and left:
        label, left = meant.get((key, label)), left - 1
    return label == start
