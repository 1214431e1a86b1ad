"""The .xlsx file as a package of parts: edited part by part, every other part kept as it is."""
