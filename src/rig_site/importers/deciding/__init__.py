"""Found sessions become drafts: on which day, with which title, people and readings, and whether they take place."""
