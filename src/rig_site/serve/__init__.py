"""The preview server: it watches a group's files, builds the site again, and has open pages follow."""
