"""The size of a group that stands right beside its name."""

from extractors.rule import Example, Not, Rule

SIZE_BESIDE = Rule(
    name="size_beside",
    pattern=r"""^ [\s-]{0,2} (?: (?:treated|treatment|cell|control) \s )? (?:groups?|arms?|patients|cohort)? \s? [(\[] \s? n \s? = \s? (?P<group_n> \d{1,6} ) (?! [\d.,]*\d | \s? [%/] ) \s? (?: [)\];] | , (?! \s? [\d.]{1,6} \s? % ) )""",
    examples=(
        Example(" group (n = 27)", group_n="27"),
        Example("-treated patients [n=9, ", group_n="9"),
        Example(" (n=12; ", group_n="12"),
    ),
    refuses=(
        Not(" (n = 4/27)", why="people with something"),
        Not(" group (27%)", why="a share"),
        Not(" group (n = 9, 0.1%", why="people with something"),
        Not(" had pain (n=3)", why="people with pain"),
    ),
)
"""Read right after the name of an arm."""
