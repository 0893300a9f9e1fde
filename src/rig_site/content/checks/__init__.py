"""What looks at the whole of the content once it has been read, and changes nothing."""
