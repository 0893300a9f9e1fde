"""The rules of the dialects: one rule, one file."""
