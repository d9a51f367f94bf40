"""Fields of ClinicalTrials.gov whose numbers are no results. A claim comes before them: what a row uses is never set aside."""

from extractors.registry.field_rule import FieldRule
from extractors.rule import Not

_PROTOCOL, _RESULTS = "/protocolSection", "/resultsSection"
_IDENTIFICATION = f"{_PROTOCOL}/identificationModule"
_FLOW = f"{_RESULTS}/participantFlowModule"
_BASELINE = f"{_RESULTS}/baselineCharacteristicsModule"
_OUTCOMES = f"{_RESULTS}/outcomeMeasuresModule/outcomeMeasures/*"
_EVENTS = f"{_RESULTS}/adverseEventsModule"
_VALUE = Not(f"{_OUTCOMES}/classes/0/categories/0/measurements/0/value", why="a result")

IDENTIFIERS = FieldRule(
    "trial_identifiers",
    (f"{_IDENTIFICATION}/nctId", f"{_IDENTIFICATION}/nctIdAliases/*", f"{_IDENTIFICATION}/orgStudyIdInfo/id", f"{_IDENTIFICATION}/secondaryIdInfos/*/id"),
    (f"{_IDENTIFICATION}/nctId", f"{_IDENTIFICATION}/secondaryIdInfos/1/id"),
    (Not(f"{_PROTOCOL}/referencesModule/references/0/citation", why="another trial may be cited"),
     Not(f"{_PROTOCOL}/statusModule/expandedAccessInfo/nctId", why="another record")),
)  # fmt: skip
"""Fields that hold the trial's own registry numbers."""

COMMENTARY = FieldRule(
    "commentary",
    (f"{_RESULTS}/**/comment", f"{_FLOW}/preAssignmentDetails", f"{_FLOW}/recruitmentDetails",
     f"{_OUTCOMES}/analyses/*/groupDescription", f"{_OUTCOMES}/analyses/*/statisticalComment", f"{_OUTCOMES}/analyses/*/pValueComment", f"{_OUTCOMES}/analyses/*/estimateComment",
     f"{_OUTCOMES}/analyses/*/otherAnalysisDescription", f"{_OUTCOMES}/analyses/*/ciLowerLimitComment", f"{_OUTCOMES}/analyses/*/ciUpperLimitComment", f"{_EVENTS}/description",
     f"{_EVENTS}/allCauseMortalityComment", f"{_EVENTS}/*/*/notes", f"{_RESULTS}/moreInfoModule/limitationsAndCaveats/description"),
    (f"{_FLOW}/preAssignmentDetails", f"{_OUTCOMES}/classes/0/categories/0/measurements/0/comment"),
    (_VALUE, Not(f"{_PROTOCOL}/descriptionModule/briefSummary", why="a plan")),
)  # fmt: skip
"""Free text beside results, which may tell of people who are counted nowhere else ("3 more were screened"). Rules for prose say
what they know of it; what they do not know stays unclaimed, for a curator to see."""

NOT_RESULTS: tuple[FieldRule, ...] = (
    FieldRule("identifier",
              (*IDENTIFIERS.paths, f"{_IDENTIFICATION}/**/link", f"{_IDENTIFICATION}/secondaryIdInfos/*/domain", "/**/id", "/**/groupId", "/**/groupIds/*", "/**/pmid", "/**/nctId",
               f"{_PROTOCOL}/designModule/nPtrsToThisExpAccNctId"),
              (f"{_IDENTIFICATION}/nctId", f"{_FLOW}/groups/0/id", f"{_OUTCOMES}/analyses/0/groupIds/1"), (_VALUE,)),
    FieldRule("date",
              (f"{_PROTOCOL}/statusModule/**", "/**/*Date", "/**/date", "/annotationSection/**", "/derivedSection/miscInfoModule/**"),
              (f"{_PROTOCOL}/statusModule/startDateStruct/date", f"{_OUTCOMES}/anticipatedPostingDate"), (Not(f"{_OUTCOMES}/timeFrame", why="a time frame"),)),
    FieldRule("contact", (f"{_PROTOCOL}/contactsLocationsModule/**", f"{_PROTOCOL}/sponsorCollaboratorsModule/**", f"{_IDENTIFICATION}/organization/**", f"{_RESULTS}/moreInfoModule/pointOfContact/**"),
              (f"{_PROTOCOL}/contactsLocationsModule/locations/3/geoPoint/lat", f"{_RESULTS}/moreInfoModule/pointOfContact/phone"), (_VALUE,)),
    FieldRule("reference_list", (f"{_PROTOCOL}/referencesModule/**", "/documentSection/**"),
              (f"{_PROTOCOL}/referencesModule/references/0/citation", "/documentSection/largeDocumentModule/largeDocs/0/size"), (_VALUE,)),
    FieldRule("index_term", ("/derivedSection/**", f"{_PROTOCOL}/conditionsModule/**"), ("/derivedSection/conditionBrowseModule/meshes/0/term",), (_VALUE,)),
    FieldRule("eligibility", (f"{_PROTOCOL}/eligibilityModule/**",), (f"{_PROTOCOL}/eligibilityModule/eligibilityCriteria", f"{_PROTOCOL}/eligibilityModule/minimumAge"), (_VALUE,)),
    FieldRule("design",
              (f"{_IDENTIFICATION}/briefTitle", f"{_IDENTIFICATION}/officialTitle", f"{_IDENTIFICATION}/acronym", f"{_PROTOCOL}/descriptionModule/**", f"{_PROTOCOL}/oversightModule/**",
               f"{_PROTOCOL}/designModule/studyType", f"{_PROTOCOL}/designModule/phases/*", f"{_PROTOCOL}/designModule/targetDuration", f"{_PROTOCOL}/designModule/designInfo/**",
               f"{_PROTOCOL}/designModule/bioSpec/**", f"{_PROTOCOL}/armsInterventionsModule/**", f"{_PROTOCOL}/outcomesModule/**", f"{_PROTOCOL}/ipdSharingStatementModule/**",
               f"{_RESULTS}/moreInfoModule/certainAgreement/**"),
              (f"{_PROTOCOL}/descriptionModule/briefSummary", f"{_PROTOCOL}/outcomesModule/primaryOutcomes/0/timeFrame", f"{_PROTOCOL}/designModule/phases/0"),
              (_VALUE, Not(f"{_PROTOCOL}/designModule/enrollmentInfo/count", why="how many took part"))),
    FieldRule("group_name", (f"{_RESULTS}/**/groups/*/title", f"{_RESULTS}/**/groups/*/description", f"{_EVENTS}/eventGroups/*/title", f"{_EVENTS}/eventGroups/*/description"),
              (f"{_OUTCOMES}/groups/0/title", f"{_EVENTS}/eventGroups/1/description"), (_VALUE, Not(f"{_EVENTS}/eventGroups/0/deathsNumAtRisk", why="how many"))),
    FieldRule("outcome_name",
              (f"{_OUTCOMES}/title", f"{_OUTCOMES}/description", f"{_RESULTS}/**/populationDescription", f"{_RESULTS}/**/unitOfMeasure", f"{_RESULTS}/**/classes/*/title", f"{_RESULTS}/**/categories/*/title",
               f"{_BASELINE}/measures/*/title", f"{_BASELINE}/measures/*/description", f"{_RESULTS}/**/paramType", f"{_RESULTS}/**/denoms/*/units", f"{_RESULTS}/**/typeUnitsAnalyzed", f"{_RESULTS}/**/denomUnitsSelected"),
              (f"{_OUTCOMES}/title", f"{_OUTCOMES}/classes/2/title", f"{_BASELINE}/measures/0/classes/0/categories/1/title"), (_VALUE,)),
    FieldRule("spread_name", (f"{_RESULTS}/**/dispersionType",), (f"{_OUTCOMES}/dispersionType",), (_VALUE, Not(f"{_OUTCOMES}/analyses/0/dispersionValue", why="a result"))),
    FieldRule("time_point", (f"{_RESULTS}/**/timeFrame",), (f"{_OUTCOMES}/timeFrame", f"{_EVENTS}/timeFrame"), (_VALUE,)),
    FieldRule("method_name", (f"{_OUTCOMES}/analyses/*/statisticalMethod",), (f"{_OUTCOMES}/analyses/0/statisticalMethod",), (Not(f"{_OUTCOMES}/analyses/0/pValue", why="a result"),)),
    FieldRule("margin", (f"{_OUTCOMES}/analyses/*/nonInferiorityComment",), (f"{_OUTCOMES}/analyses/0/nonInferiorityComment",), (Not(f"{_OUTCOMES}/analyses/0/ciUpperLimit", why="a result"),)),
    FieldRule("flow_name", (f"{_FLOW}/periods/*/title", f"{_FLOW}/**/type"), (f"{_FLOW}/periods/0/title", f"{_FLOW}/periods/0/milestones/2/type"),
              (Not(f"{_FLOW}/periods/0/milestones/0/achievements/0/numSubjects", why="how many"),)),
    FieldRule("units_counted", (f"{_FLOW}/**/numUnits",), (f"{_FLOW}/periods/0/milestones/0/achievements/0/numUnits",),
              (Not(f"{_FLOW}/periods/0/milestones/0/achievements/0/numSubjects", why="people"),)),
    FieldRule("units_counted", (f"{_RESULTS}/**/denoms/*/counts/*/value",), (f"{_OUTCOMES}/denoms/1/counts/0/value",), (_VALUE,), unless=("units", frozenset({"participants"}))),
    FieldRule("harm_name", (f"{_EVENTS}/*/*/term", f"{_EVENTS}/*/*/organSystem", f"{_EVENTS}/*/*/sourceVocabulary", f"{_EVENTS}/*/*/assessmentType"),
              (f"{_EVENTS}/seriousEvents/0/term", f"{_EVENTS}/otherEvents/7/sourceVocabulary"), (Not(f"{_EVENTS}/otherEvents/0/stats/0/numEvents", why="how many"),)),
    FieldRule("frequency_threshold", (f"{_EVENTS}/frequencyThreshold",), (f"{_EVENTS}/frequencyThreshold",), (Not(f"{_EVENTS}/eventGroups/0/otherNumAffected", why="how many"),)),
)  # fmt: skip
