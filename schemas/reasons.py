"""Why a row is doubtful: the codes of `review_reasons`, each with a curator's sentence.

`read_` codes doubt what was printed, `link_` codes what the numbers are about, `check_` codes say which
check contradicts the row. A code that is not listed here cannot stand in a table.
"""

REVIEW_REASONS: dict[str, str] = {
    "read_sign_ambiguous": "A dash before a number can be a minus or a separator.",
    "read_rr_ambiguous": "'RR' stands without a word that says risk or rate.",
    "read_number_format": "The number is printed in a form that can be read in two ways.",
    "read_bound": "A bound is printed ('<0.5'), not a value.",
    "read_limits_reversed": "The limits are printed upper first.",
    "read_level_missing": "An interval is printed without its level.",
    "read_type_missing": "The text does not say what kind of estimate this is.",
    "read_character_unknown": "Beside this stands a character that the file's font does not name: it may be a minus.",
    "read_characters_disputed": "Two libraries find different figures or dashes on the page where this stands.",
    "read_value_impossible": "A number is printed here that cannot be what it is called, such as a p-value over 1; it is left out.",
    "read_characters_deceptive": "Characters that nobody sees, or figures or letters of another script, stand in this: look at how it is printed.",
    "read_type_unknown": "The kind of estimate is named in words that no list knows.",
    "read_statistic_missing": "The text does not say what statistic this is, or what stands beside it.",
    "link_outcome_missing": "No outcome could be found for this result.",
    "link_outcome_guessed": "The outcome was taken from a place that may not belong to this result.",
    "link_groups_missing": "The groups compared could not be found.",
    "link_groups_guessed": "The groups were taken from a place that may not belong to this result.",
    "link_direction_guessed": "Which of the groups the estimate belongs to, relative to which, had to be guessed.",
    "link_time_guessed": "The time frame was carried over from an earlier sentence.",
    "link_role_guessed": "The text does not say at which point of the trial these participants are counted.",
    "link_study_guessed": "Several studies are named; which of them is meant had to be guessed.",
    "link_not_of_trial": "The sentence speaks of a plan, of animals or of other people's work: this may be no result of the trial.",
    "link_order_guessed": "Several values and several names stand in one sentence; their order had to be guessed.",
    "link_harm_uncertain": "It is not certain that this count is one of a harm.",
    "link_counted_uncertain": "It is not certain whether people or events are counted.",
    "link_heads_unread": "The number stands in a table, its caption or its footnotes and was read as running text: which cells it is about was not asked.",
    "check_order": "The printed values cannot stand in this order.",
    "check_label": "The printed values cannot be what their label says.",
    "check_midpoint": "The estimate cannot be the centre of its interval.",
    "check_p_from_interval": "The p-value cannot follow from the estimate and its interval.",
    "check_significance": "Interval and p-value disagree on significance.",
    "check_percent_count": "Percentage and count disagree.",
    "check_bookkeeping": "The counts do not add up.",
    "check_grim": "The value cannot arise from whole numbers of this group size.",
    "check_across_reports": "Another report of the same study prints another value.",
    "check_against_registry": "The registry's record of the study says otherwise.",
}
