"""An analysis as arithmetic sees it: an estimate, its interval and its p-value as printed, on the scale where the interval is symmetric."""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from functools import cached_property

from schemas.checks.check import Row, number_in
from schemas.checks.printed import Printed, Range
from schemas.vocabulary import RATIOS, Modifier, ParamType, Sides


class Scale(Enum):
    """Where an interval made of estimate and standard error is symmetric; `null` is no effect."""

    LINEAR = Decimal(0)
    LOG = Decimal(1)

    @property
    def null(self) -> Decimal:
        """The value that says no effect."""
        return self.value


_SCALES = {
    **dict.fromkeys(RATIOS, Scale.LOG),
    **dict.fromkeys(
        (ParamType.BETA, ParamType.MEAN_DIFFERENCE, ParamType.DIFFERENCE, ParamType.STANDARDIZED_MEAN_DIFFERENCE), Scale.LINEAR
    ),
}
_LOGARITHM = re.compile(r"\b(?:log|ln)\b|\blog(?:arithm|-|\()", re.IGNORECASE)
_NOT_SYMMETRIC = re.compile(
    r"\b(?:exact|bootstrap\w*|profile[-\s]likelihood|credib\w+|bayes\w*|Cr\.?I|posterior|Wilson|Newcombe|Clopper|Hodges|percentiles?|IQR)\b",
    re.IGNORECASE,
)
_MEDIAN = re.compile(r"\bmedians?\b", re.IGNORECASE)
_QUESTION = r"(?:interaction|trend|heterogeneity|homogeneity|overall|global|omnibus|(?:the\s|testing\s)?(?:equivalence|non[-\s]?inferior\w*))"
_OTHER_QUESTION = re.compile(
    rf"\bp(?:[-\s]?values?)?[-_\s(]*(?:(?:for|of)\s)?{_QUESTION}\b|\b{_QUESTION}(?:\stest)?[\s,:(]+p\b|\bnon[-\s]?inferior\w*",
    re.IGNORECASE,
)
_ONE_SIDED = re.compile(r"\b(?:one|1|single)[-\s](?:sided|tailed)\b", re.IGNORECASE)
_OTHER_TEST = re.compile(
    r"\b(?:log[-\s]?rank|Wilcoxon|Mann[-\s]Whitney|Kruskal|Fisher|chi[-\s]squared?|χ\s?2|χ²|Gehan|Breslow|McNemar|permutation|likelihood[-\s]ratio"
    r"|sign(?:ed)?[-\s]rank|Mantel|Gray|Peto)\b|χ",
    re.IGNORECASE,
)
_UNADJUSTED_P = re.compile(r"\b(?:un)?adjusted\s+p\b|\bp\s*\((?:un)?adjusted|\bBonferroni|\bHolm\b|\bHochberg|\bcorrected\s+p\b|\bFDR\b|\bq\s*=", re.IGNORECASE)  # fmt: skip


Numbers = tuple[Printed, Printed, Printed]
"""Estimate, lower limit, upper limit."""


@dataclass(frozen=True)
class Estimate:
    """The numbers of one row of `analyses`; `value`, `p` or a limit is None where none is printed."""

    row: Row
    value: Printed | None
    lower: Printed | None
    upper: Printed | None
    p: Printed | None

    @property
    def row_ids(self) -> tuple[str, ...]:
        """The row, as findings name it."""
        return (str(self.row["row_id"]),)

    @property
    def numbers(self) -> Numbers | None:
        """Estimate and limits where all three are printed."""
        if self.value is None or self.lower is None or self.upper is None:
            return None
        return self.value, self.lower, self.upper

    @property
    def has_interval(self) -> bool:
        """True where both limits are printed."""
        return self.lower is not None and self.upper is not None

    @property
    def name(self) -> str:
        """What the estimate is called in a message: as printed, or by its type."""
        return str(self.row.get("param_type_raw") or self.row.get("param_type") or "estimate").replace("_", " ")

    @property
    def level(self) -> float | None:
        """Level of the interval in percent, where it is printed."""
        level = self.row.get("ci_percent")
        return float(level) if level is not None and 0 < float(level) < 100 else None

    @property
    def interval_name(self) -> str:
        """'95 % CI', or 'interval' where no level is printed."""
        return f"{self.level:g} % CI" if self.level is not None else "interval"

    @property
    def modifier(self) -> Modifier:
        """What stands between "p" and its value."""
        return Modifier(str(self.row.get("p_value_modifier") or "="))

    @property
    def interval_told(self) -> str:
        """The limits as printed."""
        assert self.lower is not None
        assert self.upper is not None
        return f"{self.lower.raw} to {self.upper.raw}"

    @property
    def told(self) -> str:
        """Everything that is printed, in one line."""
        parts = [self.value.raw] if self.value is not None else []
        parts += [f"({self.interval_told})" if parts else self.interval_told] if self.has_interval else []
        printed = " ".join(parts)
        return "; ".join(filter(None, (printed, f"p {self.modifier} {self.p.raw}" if self.p is not None else "")))

    @property
    def _words(self) -> str:
        return f"{self.row.get('quote') or ''} {self.row.get('method_raw') or ''} {self.row.get('param_type_raw') or ''}"

    @property
    def type_is_sure(self) -> bool:
        """False where the type was read from the words around."""
        return "read_type_missing" not in str(self.row.get("review_reasons") or "")

    @cached_property
    def scale(self) -> Scale | None:
        """Where the interval should be symmetric; None where the type tells of no such scale."""
        raw = self.row.get("param_type")
        return _SCALES.get(ParamType(raw)) if raw else None

    @cached_property
    def no_null_because(self) -> str | None:
        """Why it cannot be said which value of the interval means no effect, in a curator's words; None where it can."""
        if self.row.get("ci_n_sides") == Sides.ONE_SIDED:
            return "The interval is one-sided."
        if not self.row.get("param_type"):
            return "The text does not say what kind of estimate this is."
        if self.scale is None:
            return f"Which value of a {self.name} means no effect is not known."
        if _LOGARITHM.search(str(self.row.get("param_type_raw") or "")):
            return f"'{self.name}' may be on the log scale or not."
        if self.scale is Scale.LOG and any(
            number is not None and number.value < 0 for number in (self.value, self.lower, self.upper)
        ):
            return "A ratio has no negative values: see the check of its label."
        return None

    @cached_property
    def not_symmetric_because(self) -> str | None:
        """Why the interval need not be symmetric about its estimate, in a curator's words; None where it should be."""
        if self.scale is None and self.row.get("param_type") and self.row.get("ci_n_sides") != Sides.ONE_SIDED:
            return f"The interval of a {self.name} need not be symmetric about it."
        if self.no_null_because:
            return self.no_null_because
        if self.scale is Scale.LOG and self.value is not None and self.value.value == 0:
            return "A ratio of 0 tells of a group without events, whose interval is not symmetric."
        if self.scale is Scale.LOG and self.lower is not None and self.lower.value == 0 and self.lower.half_unit >= Decimal("0.5"):
            return "A lower limit of 0 says too little about the interval of a ratio."
        if self._is_its_own_limit:
            return "An estimate that is its own limit comes from ranks or from an exact method, whose interval is not symmetric."
        found = _NOT_SYMMETRIC.search(self._words)
        if found is None and self.scale is Scale.LINEAR:
            # A difference of medians; a hazard ratio beside two medians is no such thing.
            found = _MEDIAN.search(str(self.row.get("outcome_title") or ""))
        return f"An interval of what is called '{found.group()}' need not be symmetric." if found else None

    @property
    def _is_its_own_limit(self) -> bool:
        """True where the digits of the estimate are those of one limit, and the other limit is far from it."""
        if self.numbers is None:
            return False
        value, lower, upper = self.numbers
        wide = upper.value - lower.value > 8 * max(lower.half_unit, upper.half_unit)
        return wide and value.value in (lower.value, upper.value)

    @cached_property
    def other_p_because(self) -> str | None:
        """Why the p-value need not follow from the interval, in a curator's words; None where it should."""
        words = self._words
        if _ONE_SIDED.search(words):
            return "The p-value or the interval is called one-sided."
        for pattern, why in (
            (_OTHER_QUESTION, "The p-value answers another question than the interval ('{}')."),
            (_OTHER_TEST, "The p-value comes from another test than the interval ('{}')."),
            (_UNADJUSTED_P, "The p-value is adjusted otherwise than the interval ('{}')."),
        ):
            found = pattern.search(words)
            if found:
                return why.format(found.group())
        return None


def estimate_of(row: Row) -> Estimate:
    """The row's printed numbers."""
    return Estimate(row, *(number_in(row, name) for name in ("param_value", "ci_lower_limit", "ci_upper_limit", "p_value")))


def non_negative(values: Range) -> Range:
    """The part of a range that is not below 0: a limit of a ratio printed 0.0 stands for 0 to 0.05."""
    return Range(max(values.low, Decimal(0)), max(values.high, Decimal(0)))
