"""The notations, one file a family. A module's `Rule` objects are found by `all_rules`; nothing registers."""

import importlib
import pkgutil
from functools import cache
from types import ModuleType

from extractors.rule import Rule


@cache
def rules_of(module_name: str) -> tuple[Rule, ...]:
    """The rules that one module declares, in the order of declaration; a tuple of rules counts as its rules."""
    return rules_in(importlib.import_module(f"extractors.rules.{module_name}"))


def rules_in(module: ModuleType) -> tuple[Rule, ...]:
    """The rules among the public names of `module`, each once, in the order of declaration."""
    found: dict[str, Rule] = {}
    for name, value in vars(module).items():
        if name.startswith("_"):
            continue
        for rule in value if isinstance(value, tuple) else (value,):
            if isinstance(rule, Rule):
                found.setdefault(rule.name, rule)
    return tuple(found.values())


def all_rules() -> tuple[Rule, ...]:
    """Every rule of every module in this package; raises ValueError where two have one name."""
    found: dict[str, Rule] = {}
    for module in sorted(pkgutil.iter_modules(__path__), key=lambda info: info.name):
        for rule in rules_of(module.name):
            if found.setdefault(rule.name, rule) is not rule:
                raise ValueError(f"two rules are called {rule.name}")
    return tuple(found.values())
