"""What is done to a workbook's rows: pure, frames in, plans with patches out."""
