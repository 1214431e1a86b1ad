"""LibreOffice Calc: the extension with the functions, how it is built, installed and run."""
