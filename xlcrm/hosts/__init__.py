"""Where xlcrm lives inside a running spreadsheet program."""
