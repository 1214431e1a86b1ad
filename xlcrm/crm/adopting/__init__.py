"""Adopting: a workbook that a manager keeps already becomes one that every command can work on.

The tables are found (`finding`), each is held against ours (`judging`), and the result is a
proposal (`proposal`) that a person looks at. Once agreed it is written as rows of the table
"Columns" (`mapping`), and, if wanted, as columns for what commands fill (`filling`).
"""
