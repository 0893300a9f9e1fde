"""What other programs read: BibTeX, JSON, CSV."""
