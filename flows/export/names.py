"""Which export formats there are, without importing any of them: the command line asks on every start."""

import pkgutil

import flows.export.formats as package


def format_names() -> tuple[str, ...]:
    """The modules of `flows.export.formats`, by name."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(package.__path__)))
