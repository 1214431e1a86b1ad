"""A small sample firm: about two years of a coffee roaster, with the usual dirt in it."""

from xlcrm.sample.dirt import Dirt
from xlcrm.sample.firm import SampleFirm, sample_firm

__all__ = ["Dirt", "SampleFirm", "sample_firm"]
