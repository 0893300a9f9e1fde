"""Keys become objects: what the files say becomes the model of a group."""
