"""Calendars: files to subscribe to, and the ways of programs to them."""
