"""What is kept from one build to the next: it saves time, and nothing ever depends on it."""

FOLDER = ".rig-cache"
"""The folder, beside the published one, that everything is kept in."""

LISTING = ".rig-site"
"""The file at the top of a published site that lists what rig-site wrote there."""
