"""The worksheet functions: declared once, computed from frames, the same in every host."""
