"""One file a check; each is found by its name."""
