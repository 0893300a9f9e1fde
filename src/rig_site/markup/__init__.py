"""Markdown becomes HTML and facts; one rule, one file."""
