"""Obsidian's rules: what its notes have beside Markdown."""
