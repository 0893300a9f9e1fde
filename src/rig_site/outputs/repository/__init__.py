"""Documents that read well on a forge, beside content/."""
