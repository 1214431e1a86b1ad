"""Copies a workbook: the floor of writing."""

import shutil
import sys

shutil.copyfile(sys.argv[1], sys.argv[1] + ".copy")
