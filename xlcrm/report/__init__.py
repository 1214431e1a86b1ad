"""What each generated sheet shows, rendered to patches: pure, from frames and functions."""
