"""What other programs know of works: BibTeX, CSL-JSON, pages and PDFs become citations."""
