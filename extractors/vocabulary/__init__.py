"""Word lists as data: what a word means for linking, without any code."""
