"""Six reports of three trials in three formats, with ten disagreements and ten harmless differences, as curators meet them."""

from told_twice.registry_record import registry_record
from told_twice.told import Pair

HARVEST_ABSTRACT = """Allogeneic cells for knee osteoarthritis: the HARVEST-OA randomised trial

Background: Mesenchymal stromal cells may relieve pain in osteoarthritis of the knee.

Methods: In the HARVEST-OA trial (NCT09910001) patients received one injection of MSC or saline. The primary outcome was WOMAC pain at 6 months.

Results: Sixty-two patients were randomised, 31 to MSC and 31 to saline. At 6 months, the mean WOMAC pain was 5.6 (SD 2.1) in the MSC group and 7.2 (SD 2.3) in the saline group. At 12 months, the mean change in VAS pain was -21.8 (SD 9.4) in the MSC group and -12.5 (SD 10.1) in the saline group. Serious adverse events occurred in 3 of 30 patients in the MSC group and in 2 of 30 patients in the saline group. Joint swelling was seen in 7 patients of the MSC group. No deaths occurred.

Conclusion: MSC relieved pain.
"""

HARVEST_RECORD = registry_record(
    "NCT09910001", "HARVEST-OA", {"Allogeneic MSC, 100 Million Cells": "EXPERIMENTAL", "Placebo (Saline)": "PLACEBO_COMPARATOR"}, 60,
    flow={"STARTED": (30, 30), "COMPLETED": (28, 27), "NOT COMPLETED": (2, 3)},
    planned_primary=("WOMAC pain subscale", "12 months"),
    outcomes=[
        {
            "rank": "PRIMARY", "title": "WOMAC Pain Subscale", "time_frame": "12 months", "kind": "MEAN", "dispersion": "Standard Deviation",
            "unit": "points", "analysed": (30, 30), "values": [("5.1", "2.2"), ("6.9", "2.4")],
        },
        {
            "rank": "SECONDARY", "title": "Change in Pain on a Visual Analogue Scale (VAS)", "time_frame": "52 weeks", "kind": "MEAN",
            "dispersion": "Standard Deviation", "unit": "mm", "analysed": (30, 30), "values": [("-21.84", "9.41"), ("-12.50", "10.06")],
        },
    ],
    harms={"time_frame": "12 months", "at_risk": (30, 30), "deaths": (0, 1), "serious": (5, 2), "other": (12, 9),
           "serious_events": {"Pneumonia": (3, 1), "Fracture": (2, 1)}},
)  # fmt: skip

TENDRIL_ABSTRACT = """Cell therapy for perianal fistulas: week 24 results of TENDRIL

In the randomised, double-blind TENDRIL trial (NCT09910002), 118 patients with perianal fistulas were screened and 96 were randomised to MSC or placebo.

Combined remission at week 24 was reached by 34% of patients in the MSC group and 52% of patients in the placebo group. The mean difference in the PDAI score at week 24 between MSC and placebo was -2.6 (95% CI -3.0 to -1.1, p<0.001). The odds ratio for relapse with MSC compared with placebo was 0.48 (95% CI 0.25 to 0.92, p=0.027). Abscess occurred in 11 patients of the MSC group.
"""

TENDRIL_ARTICLE = """<?xml version="1.0" encoding="UTF-8"?>
<article article-type="research-article"><front><article-meta><title-group>
<article-title>Adipose-derived stromal cells for complex perianal fistulas</article-title></title-group>
<abstract><p>TENDRIL was a randomised, double-blind trial of mesenchymal stromal cells (MSC) against placebo.</p></abstract></article-meta></front>
<body>
<sec><title>Methods</title><p>The TENDRIL trial was registered as NCT09910002. The primary outcome was combined remission at week 24.</p></sec>
<sec><title>Results</title>
<p>Of 118 patients screened, 96 were randomised to MSC or placebo and 91 were analysed.</p>
<p>At week 24, combined remission was seen in 51.9% of patients in the MSC group and 34.0% of patients in the placebo group.</p>
<p>The mean difference in the perianal disease activity index (PDAI) at week 24 between MSC and placebo was -2.05 (95% CI -3.01 to -1.09; p=0.0004).</p>
<p>The odds ratio for relapse with MSC compared with placebo was 0.48 (95% CI 0.25 to 0.92; p=0.072).</p>
<p>Abscesses occurred in 11 patients of the MSC group. Fever was noted in four patients of the MSC group.</p>
</sec></body></article>
"""

CORALIS_ARTICLE = """<?xml version="1.0" encoding="UTF-8"?>
<article article-type="research-article"><front><article-meta><title-group>
<article-title>Cells in dilated cardiomyopathy: the CORALIS trial</article-title></title-group>
<abstract><p>The CORALIS trial (NCT09910003) compared MSC with sham in heart failure.</p></abstract></article-meta></front>
<body>
<sec><title>Methods</title><p>The primary outcome of the CORALIS trial was the left ventricular ejection fraction at 12 months.</p></sec>
<sec><title>Results</title>
<p>In all, 120 patients were randomised, 60 to MSC and 60 to sham, and 117 were analysed. The trial was completed by 108 patients.</p>
<p>At 12 months, the mean difference in left ventricular ejection fraction between MSC and sham was 3.1 (95% CI 0.4 to 5.8, p=0.02).</p>
<p>Over 12 months, the hazard ratio for hospitalisation with MSC compared with sham was 0.71 (95% CI 0.52 to 0.97, p=0.03).</p>
<p>At 12 months, 12 of 60 patients in the MSC group and 18 of 60 patients in the sham group had been hospitalised.</p>
<p>At 12 months, the mean six-minute walk distance was 412 (SD 66) m in the MSC group and 389 (SD 71) m in the sham group.</p>
<p>Serious adverse events occurred in 14 patients of the MSC group and in 17 patients of the sham group.</p>
</sec></body></article>
"""

CORALIS_RECORD = registry_record(
    "NCT09910003", "CORALIS", {"Intracoronary Stromal Cells": "EXPERIMENTAL", "Sham Procedure": "SHAM_COMPARATOR"}, 131,
    flow={"STARTED": (60, 60), "COMPLETED": (51, 54), "NOT COMPLETED": (9, 6)},
    planned_primary=("Change in LVEF from baseline to month 12", "12 months"),
    outcomes=[
        {
            "rank": "PRIMARY", "title": "Left Ventricular Ejection Fraction (LVEF) on Echocardiography", "time_frame": "1 year", "kind": "MEAN", "dispersion": "Standard Deviation",
            "unit": "percent", "analysed": (59, 58), "values": [("38.2", "7.0"), ("35.1", "7.4")],
            "analysis": {"pValue": "0.020", "statisticalMethod": "ANCOVA", "paramType": "Mean Difference (Final Values)", "paramValue": "3.10",
                         "ciPctValue": "95", "ciNumSides": "TWO_SIDED", "ciLowerLimit": "0.40", "ciUpperLimit": "8.50"},
        },
        {
            "rank": "SECONDARY", "title": "Hospitalisation for Any Cause", "time_frame": "12 months", "kind": "COUNT_OF_PARTICIPANTS", "unit": "Participants",
            "analysed": (60, 60), "values": ["15", "18"],
            "analysis": {"pValue": "0.031", "statisticalMethod": "Log Rank", "paramType": "Hazard Ratio (HR)", "paramValue": "0.71",
                         "ciPctValue": "95", "ciNumSides": "TWO_SIDED", "ciLowerLimit": "0.52", "ciUpperLimit": "0.97"},
        },
        {
            "rank": "SECONDARY", "title": "Six-Minute Walk Distance", "time_frame": "24 months", "kind": "MEAN", "dispersion": "Standard Deviation",
            "unit": "m", "analysed": (52, 55), "values": [("405", "70"), ("371", "68")],
        },
    ],
    harms={"time_frame": "12 months", "at_risk": (60, 60), "deaths": (1, 2), "serious": (14, 17), "other": (31, 28),
           "serious_events": {"Heart failure": (9, 12), "Stroke": (5, 5)}},
)  # fmt: skip

REPORTS = {
    "harvest_abstract.txt": HARVEST_ABSTRACT.encode(), "harvest_record.json": HARVEST_RECORD,
    "tendril_abstract.txt": TENDRIL_ABSTRACT.encode(), "tendril_article.xml": TENDRIL_ARTICLE.encode(),
    "coralis_article.xml": CORALIS_ARTICLE.encode(), "coralis_record.json": CORALIS_RECORD,
}  # fmt: skip

DISAGREEMENTS = (
    Pair("more randomised than the registry counts", ("harvest_abstract", "Sixty-two"), ("harvest_record", "30 + 30")),
    Pair("primary outcome at another time", ("harvest_abstract", "6 months"), ("harvest_record", "12 months")),
    Pair("fewer with serious adverse events", ("harvest_abstract", "3"), ("harvest_record", "5")),
    Pair("no deaths", ("harvest_abstract", "none"), ("harvest_record", "1")),
    Pair("the arms the other way round", ("tendril_abstract", "34%"), ("tendril_article", "51.9%")),
    Pair("another estimate", ("tendril_abstract", "-2.6"), ("tendril_article", "-2.05")),
    Pair("digits of p exchanged", ("tendril_abstract", "0.027"), ("tendril_article", "0.072")),
    Pair("another upper limit", ("coralis_article", "5.8"), ("coralis_record", "8.50")),
    Pair("fewer events", ("coralis_article", "12"), ("coralis_record", "15")),
    Pair("more completed", ("coralis_article", "108"), ("coralis_record", "51 + 54")),
)  # fmt: skip

SAME_DISAGREEMENTS = (
    Pair("one more in this arm", ("harvest_abstract", "31"), ("harvest_record", "30")),
    Pair("the other arm of those turned round", ("tendril_abstract", "52"), ("tendril_article", "34.0")),
)  # fmt: skip
"""What the disagreements also say elsewhere."""

HARMLESS = (
    Pair("months and weeks, and a rounded value", ("harvest_abstract", "-21.8"), ("harvest_record", "-21.84")),
    Pair("another rounded value, saline for placebo", ("harvest_abstract", "-12.5"), ("harvest_record", "-12.50")),
    Pair("a rounded spread", ("harvest_abstract", "10.1"), ("harvest_record", "10.06")),
    Pair("as many randomised", ("tendril_abstract", "96"), ("tendril_article", "96")),
    Pair("a bound of p beside p", ("tendril_abstract", "<0.001"), ("tendril_article", "0.0004")),
    Pair("an odds ratio told in the same digits", ("tendril_abstract", "0.48"), ("tendril_article", "0.48")),
    Pair("enrolled with those who failed screening, and randomised", ("coralis_article", "120"), ("coralis_record", "131")),
    Pair("a year for 12 months, and trailing zeros", ("coralis_article", "3.1"), ("coralis_record", "3.10")),
    Pair("the registry's result of another time", ("coralis_article", "412"), ("coralis_record", "405")),
    Pair("a p-value rounded", ("coralis_article", "0.03"), ("coralis_record", "0.031")),
)  # fmt: skip
