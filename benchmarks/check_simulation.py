"""How often the checks contradict correct rows, and how often they find a slip of one digit.

    python benchmarks/check_simulation.py [--rows 20000] [--slips-every 5] [--seed 1] [--json FILE]

Each simulated row is an estimate with its 95 % interval and p-value as a trial of known arm sizes would print them: differences
on the linear scale under Student's t with n1 + n2 - 2 degrees of freedom, ratios on the log scale under the normal, rounded half
up to one, two or three decimals (in equal parts), p to three decimals or "< 0.001". Degrees of freedom go from 8 to 2,000, and to
infinity for ratios. Of every fifth row five slips are made, where one is possible: one digit of the estimate, of the lower limit, of the
upper limit, of p becomes another digit, or the estimate loses its minus. A slip is found where a check says contradiction or notice.

Beside the checks stand two rules that others use: ASEC's, on the centre of the interval alone (Georgescu & Wren 2018,
doi:10.1093/bioinformatics/btx811: the estimate must lie between the centres that the rounded limits leave room for), and a fixed
tolerance of 15 % of the estimate.
"""

import argparse
import json
import math
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from schemas.checks import run_checks
from schemas.checks.printed import printed_number
from schemas.checks.students_t import quantile, two_sided_p
from schemas.vocabulary import Grade

PLACES = {"estimate": "param_value", "lower limit": "ci_lower_limit", "upper limit": "ci_upper_limit", "p": "p_value"}
WANTED = {"estimate": 92.0, "lower limit": 81.0, "upper limit": 81.0, "p": 66.0, "lost minus": 99.0}
"""Percent of the slips that must be found."""
_LEVEL = 95.0
_KINDS = 6
"""Three numbers of decimals, differences and ratios: rows of each follow one another."""
_FIXED = 0.15

Printed = dict[str, str]


@dataclass(frozen=True, slots=True)
class Trial:
    """One simulated result as it is printed, with the sizes of its two groups."""

    param_type: str
    sizes: tuple[int, int]
    printed: Printed


def trials(rows: int, seed: int) -> Iterator[Trial]:
    """So many correct results."""
    source = random.Random(seed)
    for number in range(rows):
        trial = None
        while trial is None:
            trial = _trial(source, number % 3 + 1, ratio=bool(number // 3 % 2))
        yield trial


def _trial(source: random.Random, decimals: int, ratio: bool) -> Trial | None:
    """One result; None where it would print a ratio or a p-value that no report prints."""
    df = round(math.exp(source.uniform(math.log(8), math.log(2000))))
    first = max(2, round((df + 2) * source.uniform(0.4, 0.6)))
    sizes = (first, df + 2 - first)
    error = 2 / math.sqrt(df + 2) * math.exp(source.gauss(0, 0.3)) if ratio else 10 ** source.uniform(-0.3, 1.3)
    effect = error * source.gauss(0, 2)
    q = quantile(_LEVEL, math.inf if ratio else df)
    ends = [effect, effect - q * error, effect + q * error]
    if ratio:
        ends = [math.exp(end) for end in ends]
    texts = [f"{end:.{decimals}f}" for end in ends]
    if len(set(texts)) < 3 or (ratio and (float(texts[1]) <= 0 or ends[2] > 50)):
        return None
    p = two_sided_p(effect / error, math.inf if ratio else df)
    bound = p < 0.001
    printed = dict(zip(("param_value", "ci_lower_limit", "ci_upper_limit"), texts, strict=True))
    printed |= {"p_value": "0.001" if bound else f"{min(p, 0.999):.3f}", "p_value_modifier": "<" if bound else "="}
    return Trial("hazard_ratio" if ratio else "mean_difference", sizes, printed)


def slips(trial: Trial, source: random.Random) -> Iterator[tuple[str, Printed]]:
    """Each kind of slip made once, with its name; a slip that leaves an impossible p-value is none."""
    for name, column in PLACES.items():
        slipped = _one_digit(trial.printed[column], source)
        if column == "p_value" and (trial.printed["p_value_modifier"] == "<" or not 0 < float(slipped) < 1):
            continue
        yield name, trial.printed | {column: slipped}
    value = trial.printed["param_value"]
    if value.startswith("-") and float(value) != 0:
        yield "lost minus", trial.printed | {"param_value": value.removeprefix("-")}


def _one_digit(text: str, source: random.Random) -> str:
    at = source.choice([index for index, character in enumerate(text) if character.isdigit()])
    return text[:at] + source.choice([digit for digit in "0123456789" if digit != text[at]]) + text[at + 1 :]


def grade_of(trial: Trial, printed: Printed) -> Grade:
    """The worst that the checks say of the row."""
    digits = {column: raw for column, raw in printed.items() if column != "p_value_modifier"}
    row: dict[str, Any] = {column: float(raw) for column, raw in digits.items()}
    place = {"report_id": "simulated", "study_id": None}
    labels = ("one", "other")
    analysis = row | place | {
        "row_id": "a" * 16, "param_type": trial.param_type, "ci_percent": _LEVEL, "ci_n_sides": "two_sided", "printed": digits,
        "p_value_modifier": printed["p_value_modifier"], "group_label": labels[0], "comparator_label": labels[1],
    }  # fmt: skip
    sizes = [place | {"row_id": str(index) * 16, "n": n, "role": "randomised", "group_label": label}
             for index, (label, n) in enumerate(zip(labels, trial.sizes, strict=True))]  # fmt: skip
    grades = {
        finding.grade for finding in run_checks({"analyses": [analysis], "sample_sizes": sizes}) if "a" * 16 in finding.row_ids
    }
    return next((grade for grade in (Grade.CONTRADICTION, Grade.NOTICE) if grade in grades), Grade.CONSISTENT)


def asec_finds(trial: Trial, printed: Printed) -> bool:
    """ASEC's rule: the rounded estimate is none of the centres that the rounded limits leave room for."""
    value, lower, upper = (printed_number(printed[column]) for column in ("param_value", "ci_lower_limit", "ci_upper_limit"))
    assert value is not None
    assert lower is not None
    assert upper is not None
    ends = [[float(limit.range().low), float(limit.range().high)] for limit in (lower, upper)]
    if trial.param_type == "hazard_ratio":
        if ends[1][0] <= 0:
            return True
        centres = [math.sqrt(max(0.0, ends[0][at]) * ends[1][at]) for at in (0, 1)]
    else:
        centres = [(ends[0][at] + ends[1][at]) / 2 for at in (0, 1)]
    unit = 2 * float(value.half_unit)
    rounded = [math.floor(centre / unit + 0.5) * unit for centre in centres]
    return not rounded[0] - unit / 4 <= float(value.value) <= rounded[1] + unit / 4


def fixed_finds(trial: Trial, printed: Printed) -> bool:
    """The centre of the printed limits is more than 15 % away from the estimate."""
    value, lower, upper = (float(printed[column]) for column in ("param_value", "ci_lower_limit", "ci_upper_limit"))
    if trial.param_type == "hazard_ratio":
        if lower <= 0 or upper <= 0:
            return True
        centre = math.sqrt(lower * upper)
    else:
        centre = (lower + upper) / 2
    return abs(centre - value) > _FIXED * abs(value)


def simulate(rows: int, seed: int, slips_every: int = 1) -> dict[str, dict[str, Any]]:
    """For correct rows and for each kind of slip, in all and by decimals and type: how many rows, and how many each rule finds.

    slips_every: of one in so many rows of each number of decimals and type slips are made; they take most of the time.
    """
    source = random.Random(seed + 1)
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for number, trial in enumerate(trials(rows, seed)):
        decimals = number % 3 + 1
        slipped = slips(trial, source) if number // _KINDS % slips_every == 0 else ()
        for kind, printed in (("correct", trial.printed), *slipped):
            grade = grade_of(trial, printed)
            found = {"rows": 1, "contradiction": grade is Grade.CONTRADICTION, "notice": grade is Grade.NOTICE,
                     "asec": asec_finds(trial, printed), "fixed": fixed_finds(trial, printed)}  # fmt: skip
            for group in (kind, f"{kind}, {decimals} decimal{'s' * (decimals > 1)}, {trial.param_type.replace('_', ' ')}"):
                counts[group].update({name: int(value) for name, value in found.items()})
    return {group: _rates(counted) for group, counted in sorted(counts.items())}


def _rates(counted: Mapping[str, int]) -> dict[str, Any]:
    rows = counted["rows"]
    percent = {name: round(100 * counted.get(name, 0) / rows, 2) for name in ("contradiction", "notice", "asec", "fixed")}
    return {"rows": rows, "contradictions": counted.get("contradiction", 0), "found": round(100 * (counted.get("contradiction", 0) + counted.get("notice", 0)) / rows, 2), **percent}  # fmt: skip


def table(figures: Mapping[str, Mapping[str, Any]]) -> str:
    """The figures as Markdown."""
    lines = ["| rows | number | found, % | contradictions alone, % | ASEC, % | fixed 15 %, % |", "|---|---:|---:|---:|---:|---:|"]
    lines += [f"| {group} | {row['rows']} | {row['found']} | {row['contradiction']} | {row['asec']} | {row['fixed']} |"
              for group, row in sorted(figures.items(), key=lambda item: ("," in item[0], item[0]))]  # fmt: skip
    return "\n".join(lines)


def failures(figures: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """What must hold and does not, a line each."""
    found = (
        [f"{figures['correct']['contradictions']} contradictions of correct rows"] if figures["correct"]["contradictions"] else []
    )
    return found + [f"{kind}: {figures[kind]['found']} % found, wanted {wanted} %" for kind, wanted in WANTED.items()
                    if figures[kind]["found"] < wanted]  # fmt: skip


def main() -> int:
    """Print the table; exit status 1 where something that must hold does not."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--slips-every", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    figures = simulate(options.rows, options.seed, options.slips_every)
    print(table(figures))
    if options.json is not None:
        options.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    for line in failures(figures):
        print(line, file=sys.stderr)
    return 1 if failures(figures) else 0


if __name__ == "__main__":
    sys.exit(main())
