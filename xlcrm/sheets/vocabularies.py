"""The lists behind the drop-downs: their labels, and the other ways in which people write them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from importlib.resources import files

import rtoml

from xlcrm.language import DEFAULT, LANGUAGES, names

LABELS: Mapping[str, tuple[str, ...]] = {
    "inquiry_status": ("open", "offer", "bought", "postponed", "lost"),
    "lead_status": ("new", "working", "offer", "bought", "postponed", "lost", "converted"),
    "channel": ("phone", "e-mail", "web form", "visit", "messenger", "fair"),
    "source": ("search", "recommendation", "advertising", "social media", "repeat", "cold call"),
    "sex": ("female", "male"),
    "need": (),
    "product": (),
    "category": (),
    "region": (),
    "size": ("small", "medium", "large"),
    "lost_reason": ("price", "no answer from us", "chose another", "no need", "bad timing"),
    "owner": (),
    "yes_no": ("yes", "no"),
    "consent": ("given", "withdrawn"),
    "activity_kind": ("call", "visit", "meeting", "e-mail", "offer"),
    "activity_result": (
        "no answer",
        "gatekeeper",
        "decision maker",
        "offer requested",
        "refused",
        "done",
    ),
    "touchpoint_kind": ("contact", "complaint", "praise", "delivery", "invoice", "visit"),
    "moment": ("good", "neutral", "bad"),
    "control": ("ours", "shared", "not ours"),
    "prospect_status": ("new", "called", "meeting", "offer", "refused", "lead"),
}
"""Every list that a column names, with the labels of a new workbook; the manager adds to them.

A label here is also the code under which frames, rules and commands know what a cell means,
whichever of the languages it is written in; `word` is the label as a workbook writes it.
"""

CLOSED = frozenset({"inquiry_status", "lead_status", "moment", "activity_result", "consent"})
"""Lists whose labels commands and figures depend on: another label is an error."""

_NEAR_ENOUGH = 75.0
_LONG = 3


@lru_cache(maxsize=4096)
def folded(label: str) -> str:
    """A label as it is compared: trimmed, single blanks, no case."""
    return " ".join(label.split()).casefold()


def word(name: str, code: str, language: str) -> str:
    """A label of a list in a language; what is no label of ours is the manager's own word."""
    return str(names("label", language).get(f"{name}.{code}", code))


def aliases(name: str, language: str) -> dict[str, str]:
    """The other ways in which a language's people write a list's labels: the code by the way."""
    found = names("alias", language).items()
    return {key.partition(".")[2]: code for key, code in found if key.partition(".")[0] == name}


@cache
def foreign_labels(name: str) -> Mapping[str, str]:
    """The code by label in languages that xlcrm does not speak and yet meets, such as German."""
    source = files(__package__) / "foreign_labels.toml"
    found = rtoml.loads(source.read_text(encoding="utf-8")).get(name, {})
    return {str(label): str(code) for label, code in found.items()}


@cache
def codes(name: str) -> Mapping[str, str]:
    """The code of each label of a list, by the label as any of the languages writes it, folded."""
    labels = LABELS.get(name, ())
    other = {folded(word(name, code, one)): code for one in LANGUAGES for code in labels}
    return other | {folded(code): code for code in labels}


@cache
def _usual(name: str) -> Mapping[str, str]:
    """The codes by the usual aliases of all languages, folded, also of those not spoken here."""
    known = (*(aliases(name, one) for one in LANGUAGES), foreign_labels(name))
    return {folded(other): code for found in known for other, code in found.items()}


@dataclass(frozen=True)
class Vocabulary:
    """One list with its labels and aliases.

    Attributes:
        name: the list's name.
        labels: as the workbook writes them, in the order of the Lists sheet.
        aliases: other ways to write a label, as the workbook has them.
        closed: whether another label is an error (commands depend on it) or a warning.
        language: of the workbook.
    """

    name: str
    labels: tuple[str, ...]
    aliases: Mapping[str, str] = field(default_factory=dict)
    closed: bool = False
    language: str = DEFAULT

    def known(self) -> dict[str, str]:
        """What may stand in a cell, folded, and the code that it means."""
        return self._known

    @cached_property
    def meanings(self) -> Mapping[str, str]:
        """The labels by code, in order; a label that no language of ours has is its own code."""
        found: dict[str, str] = {}
        for label in self.labels:
            found.setdefault(self._code(label), label)
        return found

    @cached_property
    def _known(self) -> dict[str, str]:
        meant = {other: self._code(label) for other, label in self.aliases.items()}
        usual = {**_usual(self.name), **codes(self.name)}
        return {
            **{other: code for other, code in usual.items() if code in self.meanings},
            **{folded(other): code for other, code in meant.items()},
            **{folded(label): self._code(label) for label in self.labels},
        }

    def _code(self, label: str) -> str:
        return codes(self.name).get(folded(label), label)

    @cached_property
    def _nearest(self) -> dict[str, str]:
        return {}

    @cached_property
    def other_words(self) -> Mapping[str, str]:
        """The labels that are written otherwise than their codes, by code."""
        usual = {code: word(self.name, code, self.language) for code in LABELS.get(self.name, ())}
        found = usual | dict(self.meanings)
        return {code: label for code, label in found.items() if code != label}

    def canonical(self, label: str) -> str | None:
        """The code of the label that a text means; None when the list does not have it.

        An empty list takes every label: the manager has not made it yet.
        """
        return self._known.get(folded(label), None if self.labels else label)

    def word(self, code: str) -> str:
        """The label of a code, as the workbook writes it; another text is left as it is."""
        return self.other_words.get(code, code)

    def nearest(self, label: str) -> str:
        """The label that looks most like a text, as the workbook writes it; "" when none does."""
        from rapidfuzz import fuzz, process

        wanted = folded(label)
        if wanted not in self._nearest:
            # "n" is part of nearly every word: what is short is meant only where it stands alone.
            long = [key for key in self._known if len(key) >= _LONG or key == wanted]
            found = process.extractOne(wanted, long, scorer=fuzz.WRatio, score_cutoff=_NEAR_ENOUGH)
            self._nearest[wanted] = self.word(self._known[found[0]]) if found else ""
        return self._nearest[wanted]

    @property
    def unknown_code(self) -> str:
        """The problem's code for a label that is not in the list."""
        return "cell.label_unknown" if self.closed else "cell.label_not_listed"


def vocabularies(
    rows: Iterable[tuple[str, str, str | None]] = (), language: str = DEFAULT
) -> dict[str, Vocabulary]:
    """All lists of a workbook.

    Args:
        rows: the Lists sheet: list, value, alias_of. A closed list keeps its labels whatever the
            sheet says, and takes only aliases from it; for the others the sheet decides, where it
            names labels of theirs.
        language: of the workbook.
    """
    labels: dict[str, dict[str, str]] = {}
    others: dict[str, dict[str, str]] = {}
    for name, value, alias_of in rows:
        key = list_key(name)
        if alias_of:
            others.setdefault(key, {})[value] = alias_of
        elif key not in CLOSED:
            labels.setdefault(key, {}).setdefault(folded(value), value)
    found = {}
    for name in dict.fromkeys([*LABELS, *labels, *others]):
        usual = tuple(word(name, code, language) for code in LABELS.get(name, ()))
        own = tuple(labels[name].values()) if name in labels else usual
        closed = name in CLOSED
        found[name] = Vocabulary(name, own, others.get(name, {}), closed, language)
    return found


@cache
def _list_names() -> Mapping[str, str]:
    return {
        folded(title): code
        for language in LANGUAGES
        for code, title in names("list", language).items()
        if code in LABELS
    }


def list_key(name: str) -> str:
    """The name of a list, however the Lists sheet writes it: "Lost reason" is lost_reason."""
    return _list_names().get(folded(name), folded(name).replace(" ", "_"))
