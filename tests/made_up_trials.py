"""Short reports of trials that never were, with results of every kind that an export or a pooled analysis must tell apart."""

from pathlib import Path

TRIAL = """\
The {name}-MSC trial ({registered}) randomised {n} patients: {n1} were allocated to MSC and {n2} to placebo.

RESULTS
At 12 months the hazard ratio for relapse was {hazard} with MSC versus placebo.
The mean difference in EDSS at 12 months between MSC and placebo was {difference}.
At 12 months the mean EDSS was {m1} (SD {sd1}) in the MSC group and {m2} (SD {sd2}) in the placebo group.

Adverse events
Adverse events were headache in {a} of {n1} patients in the MSC group and in {c} of {n2} patients in the placebo group.
"""

TRIALS = {
    "alpha": {"name": "ALPHA", "registered": "NCT09910001", "n": 61, "n1": 30, "n2": 31, "hazard": "0.72 (95% CI 0.51 to 1.02)",
                  "difference": "-0.4 (95% CI -0.9 to 0.1)", "m1": "4.1", "sd1": "1.2", "m2": "4.6", "sd2": "1.3", "a": 6, "c": 4},
    "beta": {"name": "BETA", "registered": "NCT09910002", "n": 89, "n1": 45, "n2": 44, "hazard": "0.64 (95% CI 0.42 to 0.97)",
                 "difference": "-0.6 (95% CI -1.0 to -0.2)", "m1": "3.8", "sd1": "1.1", "m2": "4.4", "sd2": "1.0", "a": 9, "c": 5},
    "gamma": {"name": "GAMMA", "registered": "NCT09910003", "n": 122, "n1": 62, "n2": 60, "hazard": "0.95 (95% CI 0.70 to 1.29)",
                  "difference": "0.1 (95% CI -0.3 to 0.5)", "m1": "4.4", "sd1": "1.4", "m2": "4.3", "sd2": "1.2", "a": 12, "c": 11},
}  # fmt: skip

OTHERS = {
    # A second report of ALPHA tells its hazard ratio again.
    "alpha_again": "The ALPHA-MSC trial (NCT09910001) ended.\n\n"
                   "RESULTS\nThe hazard ratio for relapse at 12 months was 0.72 (95% CI 0.51 to 1.02) with MSC versus placebo.\n",
    # Another scale for the same outcome, and a p-value from which alone the standard error follows.
    "delta": "The DELTA-MSC trial (NCT09910004) randomised 200 patients: 100 were allocated to MSC and 100 to placebo.\n\n"
             "RESULTS\nAt 12 months the odds ratio for relapse was 0.60 (95% CI 0.34 to 1.06) with MSC versus placebo.\n"
             "The mean difference in EDSS at 12 months between MSC and placebo was -0.52 (p=0.012).\n",
    # An estimate outside its interval: a check doubts it.
    "epsilon": "The EPSILON-MSC trial (NCT09910005) randomised 80 patients: 40 were allocated to MSC and 40 to placebo.\n\n"
               "RESULTS\nAt 12 months the hazard ratio for relapse was 1.72 (95% CI 0.41 to 0.92) with MSC versus placebo.\n",
    # No trial's name: it may be any of the others.
    "nameless": "Forty patients were randomised, 20 to MSC and 20 to placebo.\n\n"
                "RESULTS\nAt 12 months the hazard ratio for relapse was 0.80 (95% CI 0.40 to 1.60) with MSC versus placebo.\n",
}  # fmt: skip


def write_reports(raw: Path) -> None:
    """One text file a report."""
    for name, values in TRIALS.items():
        (raw / f"{name}.txt").write_text(TRIAL.format(**values), encoding="utf-8")
    for name, text in OTHERS.items():
        (raw / f"{name}.txt").write_text(text, encoding="utf-8")
