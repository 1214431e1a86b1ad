"""Soaking: rare and spoilt workbooks by the thousand, and what must be true of each."""
