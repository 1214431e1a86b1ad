"""Excel: the add-in and how it is built, what it asks Python for, and how it is installed."""
