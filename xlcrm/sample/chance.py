"""Chance: whether something happens."""

from random import Random


def happens(random: Random, share: float) -> bool:
    """True in a share (0 to 1) of all cases."""
    return random.random() < share
