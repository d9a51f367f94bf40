"""What may stand between two values of a sentence, and between a value and its group: "% of patients versus only "."""

import regex

from extractors.patterns import compiled

UNIT = r"(?:\s?(?:%|per\scent|percent)|\s?(?:per\s|/\s?)1(?:,?000|0,?000|00,?000)(?:\s[a-z-]{5,16})?|\s?[A-Za-zµμ][\w/µμ²³]{0,9}(?:\s/\s?\w{1,8})?)"
PEOPLE = r"(?:patients?|participants?|subjects?|women|men|children|people|cases|events?|those|eyes|individuals?|infants|recipients|deaths?|episodes?|recurrences?|relapses?|reactions?)"
ASIDE = r"(?:\s?[(\[][^()\[\]]{1,70}[)\]])"
LINK = compiled(
    r"(?:^|[\s,;)\]])(?:v|vs\.?|versus|than|compared\s(?:with|to)|as\sopposed\sto|against|whereas|while|and|or)(?=[\s(])|[,;/]",
    regex.IGNORECASE,
)
VERSUS = compiled(
    rf"{UNIT}?{ASIDE}{{0,2}}[\s)\]]{{0,3}}(?:\s?{PEOPLE})?(?:\s(?!in\b|of\b|for\b|with\b)[a-z]{{2,14}})?{ASIDE}?,?\s(?:v|vs\.?|versus|compared\s(?:with|to)|as\sopposed\sto|against)\s(?:(?:a|an|only|with|to|in)\s){{0,2}}[(\[]?\s?[$€£]?|\s?%\s?/\s?",
    regex.IGNORECASE,
)
LISTED = compiled(
    rf"{UNIT}?{ASIDE}{{0,2}}[\s)\]]{{0,3}}(?:{PEOPLE})?,?\s?(?:and|or|,\sand|,)\s(?:in\s|by\s)?[(\[]?\s?[$€£]?", regex.IGNORECASE
)
SAME_ARM = compiled(
    rf"{UNIT}?[\s)\]]{{0,3}}{ASIDE}?(?:\s(?:(?!(?:vs?|versus|than|while|whereas|compared|respectively|but|against|in|for|with|on|among|by|after)\b)[A-Za-z][\w/'-]*\s){{1,4}}and\s|,?\s(?:and\s)?)(?:(?!(?:vs?|versus|than|while|whereas|compared|and|or)\b)[A-Za-z][\w/'-]*\s){{1,5}}[(\[]?|\s?%?\s?[(\[,]\s?",
    regex.IGNORECASE,
)
"""Between two results of one arm, named after the last: "improved in 21 and unchanged in 12 in the "."""
IN_LIST = compiled(
    r"(?:[\s-](?:treatment\s)?(?:groups?|arms?|patients|recipients|therapy))?\s?(?:\([^()]{1,40}\))?\s?(?:,\s?(?:and\s|or\s)?|\s?(?:and|or|v|vs\.?|versus)\s)?(?:(?:the|in|with|for|those|on|to|patients|receiving|women)\s){0,4}",
    regex.IGNORECASE,
)
