"""Adds one report sheet with a chart by loading and saving the whole workbook with openpyxl."""

import sys

from openpyxl import load_workbook
from openpyxl.chart import LineChart, Reference

book = load_workbook(sys.argv[1])
sheet = book.create_sheet("Churn")
sheet.append(["Month", "Start", "New", "Lost", "Rate"])
for month in range(1, 13):
    sheet.append([f"2024-{month:02}", 100.0 + month, 7.0, 5.0, 0.05])
chart = LineChart()
chart.title = "Churn by month"
chart.add_data(Reference(sheet, min_col=5, min_row=1, max_row=13), titles_from_data=True)
chart.set_categories(Reference(sheet, min_col=1, min_row=2, max_row=13))
sheet.add_chart(chart, "G2")
book.save(sys.argv[1])
