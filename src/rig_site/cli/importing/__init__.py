"""Bringing a group in: the command, and the files around it."""
