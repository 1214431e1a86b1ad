"""Foreign workbooks with known truth: made from a seed, adopted, compared with what was meant."""
