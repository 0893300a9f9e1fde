"""The group as data: frozen structs and pure functions.  No files, no clock, no HTML."""
