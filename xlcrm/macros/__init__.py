"""The commands: one function each, over a workbook, whatever program holds it."""
