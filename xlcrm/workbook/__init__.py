"""Where a workbook lives: a closed file, or a running spreadsheet program."""
