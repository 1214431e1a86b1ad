"""Foreign workbooks with known truth: made from a seed, or under the headers of other programs."""
