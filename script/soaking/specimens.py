"""All rare books by name: what nobody's folder of real files has complete."""

from __future__ import annotations

from soaking.features import FEATURES
from soaking.forms import FORMS

SPECIMENS = {**FEATURES, **FORMS}


def build(name: str) -> bytes:
    """The file of a rare book."""
    return SPECIMENS[name]().built()


def ending(name: str) -> str:
    """The ending of its file's name."""
    return SPECIMENS[name]().ending
