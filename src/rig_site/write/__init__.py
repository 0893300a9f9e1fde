"""Bytes become files: what is stale is written, and a site appears whole or not at all."""
