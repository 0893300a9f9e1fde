"""Documents become blocks, whatever they are written in: Markdown through `markup`, HTML through lxml."""
