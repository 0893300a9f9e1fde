"""rig-site: a static site, a calendar and feeds for a reading group, from text files."""
