"""Files of the content folder become text, and YAML becomes nodes that know where they stand."""
