"""Rules that know numbers which are no results, each with its reason as name.

A rule is one constant of a module here; its group `aside` holds the numbers (the whole match where it took no
part). The first rule that knows a number gives the reason: modules in the order of their names, rules in
the order of their lines.
"""

import pkgutil
from importlib import import_module

from extractors.no_result import NoResult


def _discovered() -> tuple[NoResult, ...]:
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    modules = [import_module(f"{__name__}.{name}") for name in names]
    return tuple(rule for module in modules for rule in vars(module).values() if isinstance(rule, NoResult))


SET_ASIDE: tuple[NoResult, ...] = _discovered()
