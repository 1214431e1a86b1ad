"""Validation: what is wrong in a workbook, as problems; nothing is raised and nothing repaired.

`everything` has all of it; who needs one rule alone does not load the others.
"""
