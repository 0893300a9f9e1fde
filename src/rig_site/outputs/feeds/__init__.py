"""Feeds: what they carry, and one module for each format."""
