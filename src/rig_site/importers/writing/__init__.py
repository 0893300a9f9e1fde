"""Sessions, and whatever else the documents say, become the files of a content folder."""
