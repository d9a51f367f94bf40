"""One module a format, each with a `FORMAT`; the module's name is the word on the command line."""
