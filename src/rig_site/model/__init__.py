"""The group as data: frozen dataclasses and pure functions.  No files, no clock, no HTML."""
