"""Six other reports of three trials, written after the checks and by another way of thinking: from what reports leave out, swap and condense."""

from told_twice.registry_record import registry_record
from told_twice.told import Pair

LANTERN_TALK = """LANTERN: stem cells after stroke, read out at the congress

Investigators of the LANTERN study (NCT09920001) randomly assigned forty-eight patients with ischaemic stroke to intravenous mesenchymal stem cells (MSCs) or vehicle.

NIHSS at 6 months had changed by -5.2 ± 7.9 in the MSC group and by -3.1 ± 6.8 in the vehicle group. Risk of recurrent stroke was lower with MSCs than with vehicle (HR 0.52, 95% CI 0.31 to 0.88). An excellent outcome was more likely with MSCs than with vehicle (OR 2.1, 95% CI 1.1 to 4.1, p<0.05). Two patients died in the MSC group. Headache was reported by 11 patients.
"""

LANTERN_PAPER = """<!DOCTYPE html>
<html lang="en"><head><title>Intravenous stromal cells in ischaemic stroke</title>
<meta name="citation_title" content="Intravenous stromal cells in ischaemic stroke"></head><body><main><article>
<h1>Intravenous stromal cells in ischaemic stroke: results of LANTERN</h1>
<h2>Methods</h2>
<p>The LANTERN trial is registered at ClinicalTrials.gov (NCT09920001).</p>
<h2>Results</h2>
<p>We randomised 45 patients, 23 to MSC and 22 to vehicle.</p>
<p>At 26 weeks, the mean change in NIHSS was &minus;5.24 (SD 9.7) in the MSC group and &minus;3.10 (SD 6.8) in the vehicle group.</p>
<p>The hazard ratio for recurrent stroke with MSC compared with vehicle was 0.52 (95% CI 0.13&ndash;0.88).</p>
<p>The odds ratio for an excellent outcome with MSC compared with vehicle was 2.13 (95% CI 1.07&ndash;4.14; p=0.032).</p>
<p>Four deaths occurred in the MSC group and three deaths occurred in the vehicle group.</p>
</article></main></body></html>
"""

QUILT_CITATION = """PMID- 39900002
OWN - NLM
STAT- MEDLINE
DP  - 2024 Mar
TI  - Stromal cells for steroid-refractory graft-versus-host disease: the randomised QUILT trial.
AB  - BACKGROUND: QUILT (NCT09920002) was a randomised trial of mesenchymal stromal
      cells (MSC) and placebo. METHODS: The primary outcome was overall survival at
      day 180. RESULTS: Forty patients were randomised, 21 to MSC and 19 to placebo.
      At day 28, complete response was seen in 14 of 21 patients in the MSC group
      and in 6 of 19 patients in the placebo group. In the per-protocol population,
      complete response at day 28 was seen in 13 of 16 patients in the MSC group.
      At day 180, overall survival was 62% in the MSC group and 47% in the
      placebo group. The median time to response was 9.1 days in the MSC group.
LA  - eng
PT  - Journal Article
"""

QUILT_RECORD = registry_record(
    "NCT09920002", "QUILT", {"MSC 2 Million/kg": "EXPERIMENTAL", "Placebo": "PLACEBO_COMPARATOR"}, 44,
    flow={"STARTED": (20, 20), "COMPLETED": (14, 11), "NOT COMPLETED": (6, 9)},
    planned_primary=("Complete response at day 28", "4 weeks"),
    outcomes=[
        {"rank": "PRIMARY", "title": "Complete Response", "time_frame": "4 weeks", "kind": "COUNT_OF_PARTICIPANTS", "unit": "Participants",
         "analysed": (21, 19), "values": ["12", "6"]},
        {"rank": "SECONDARY", "title": "Overall Survival", "time_frame": "Day 180", "kind": "NUMBER", "unit": "percentage of participants",
         "analysed": (21, 19), "values": ["61.9", "47.4"]},
        {"rank": "SECONDARY", "title": "Time to Response", "time_frame": "Day 28", "kind": "MEDIAN", "unit": "days", "analysed": (21, 19), "values": ["11.9", "14.2"]},
    ],
    harms={"time_frame": "180 days", "at_risk": (21, 19), "deaths": (8, 10), "serious": (13, 12), "other": (20, 18)},
)  # fmt: skip

STRAND_PAGE = """<!DOCTYPE html>
<html lang="en"><head><title>STRAND</title></head><body><main><article>
<h1>Cells for chronic spinal cord injury: the STRAND trial (NCT09920003)</h1>
<h2>Participants</h2>
<p>Fifty participants were randomised, 25 to MSC and 25 to sham. Mean age was 41 years (SD 11) in the MSC group.</p>
<h2>Outcomes</h2>
<p>At 12 months, the mean ASIA motor score was 54.3 (SD 12.1) in the MSC group and 51.9 (SD 13.0) in the sham group.</p>
<p>The mean difference in ASIA motor score at 12 months between MSC and sham was 2.4 (95% CI -4.8 to 9.6, p=0.04).</p>
<h2>Safety</h2>
<p>Serious adverse events occurred in 20% of patients in the MSC group. There were no deaths.</p>
</article></main></body></html>
"""

STRAND_RECORD = registry_record(
    "NCT09920003", "STRAND", {"Autologous Bone Marrow MSC": "EXPERIMENTAL", "Sham Lumbar Puncture": "SHAM_COMPARATOR"}, 50,
    flow={"STARTED": (25, 25), "COMPLETED": (24, 23), "NOT COMPLETED": (1, 2)},
    planned_primary=("ASIA motor score", "12 months"),
    outcomes=[
        {"rank": "PRIMARY", "title": "Motor Score of the American Spinal Injury Association (ASIA)", "time_frame": "52 weeks", "kind": "MEAN",
         "dispersion": "Standard Deviation", "unit": "points", "analysed": (25, 25), "values": [("54.31", "12.08"), ("51.90", "13.04")],
         "analysis": {"pValue": "0.40", "statisticalMethod": "t-test, 2 sided", "paramType": "Mean Difference (Final Values)", "paramValue": "2.41",
                      "ciPctValue": "95", "ciNumSides": "TWO_SIDED", "ciLowerLimit": "-4.76", "ciUpperLimit": "9.58"}},
    ],
    harms={"time_frame": "12 months", "at_risk": (25, 25), "deaths": (0, 0), "serious": (8, 5), "other": (17, 16)},
)  # fmt: skip

REPORTS = {
    "lantern_talk.txt": LANTERN_TALK.encode(), "lantern_paper.html": LANTERN_PAPER.encode(),
    "quilt_citation.nbib": QUILT_CITATION.encode(), "quilt_record.json": QUILT_RECORD,
    "strand_page.html": STRAND_PAGE.encode(), "strand_record.json": STRAND_RECORD,
}  # fmt: skip

DISAGREEMENTS = (
    Pair("more randomised", ("lantern_talk", "48"), ("lantern_paper", "45")),
    Pair("digits of a spread exchanged", ("lantern_talk", "7.9"), ("lantern_paper", "9.7")),
    Pair("digits of a lower limit exchanged", ("lantern_talk", "0.31"), ("lantern_paper", "0.13")),
    Pair("fewer deaths", ("lantern_talk", "2"), ("lantern_paper", "4")),
    Pair("arms of another size that add up to the same", ("quilt_citation", "21"), ("quilt_record", "20")),
    Pair("more responders", ("quilt_citation", "14"), ("quilt_record", "12")),
    Pair("another median", ("quilt_citation", "9.1"), ("quilt_record", "11.9")),
    Pair("another primary outcome", ("quilt_citation", "survival"), ("quilt_record", "Complete Response")),
    Pair("a share that no such count gives", ("strand_page", "20%"), ("strand_record", "8")),
    Pair("a p-value ten times as small", ("strand_page", "0.04"), ("strand_record", "0.40")),
)  # fmt: skip

SAME_DISAGREEMENTS = (Pair("the other arm", ("quilt_citation", "19"), ("quilt_record", "20")),)

HARMLESS = (
    Pair("26 weeks for 6 months", ("lantern_talk", "-5.2"), ("lantern_paper", "−5.24")),
    Pair("trailing zeros", ("lantern_talk", "-3.1"), ("lantern_paper", "−3.10")),
    Pair("a rounded ratio", ("lantern_talk", "2.1"), ("lantern_paper", "2.13")),
    Pair("a bound of p", ("lantern_talk", "0.05"), ("lantern_paper", "0.032")),
    Pair("enrolled and randomised", ("quilt_citation", "40"), ("quilt_record", "44")),
    Pair("the per-protocol set", ("quilt_citation", "13"), ("quilt_record", "12")),
    Pair("a rounded percentage", ("quilt_citation", "62"), ("quilt_record", "61.9")),
    Pair("a rounded mean, and a title in other order", ("strand_page", "54.3"), ("strand_record", "54.31")),
    Pair("rounded limits", ("strand_page", "-4.8"), ("strand_record", "-4.76")),
    Pair("no deaths", ("strand_page", "none"), ("strand_record", "0")),
)  # fmt: skip
