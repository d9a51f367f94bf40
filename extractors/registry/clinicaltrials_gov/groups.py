"""Groups of a record: their titles, each in its own module, and what arm of the protocol they are."""

import regex

from extractors.document import fold
from extractors.patterns import compiled
from extractors.registry.clinicaltrials_gov.words import GROUP_ROLES
from extractors.registry.record import Field
from schemas.vocabulary import GroupRole

_NOT_A_WORD = compiled(r"[^\w+]+")
_SAY_NOTHING = frozenset(
    """the a arm group cohort treatment participants patients subjects population analysis set all double blind
    fas itt mitt pp pps ss saf sas fs full intention intent to treat modified per protocol safety efficacy randomized randomised evaluable""".split()
)
_TOTAL = compiled(r"\s*total(?:\s+title)?\s*", regex.IGNORECASE)


class Groups:
    """The groups of one module or outcome: "OG000" means something only where it is declared."""

    def __init__(self, declared: list[Field]) -> None:
        self._titles = {group.at("id").text: group.at("title").text for group in declared}

    def title(self, group_id: str | None) -> str | None:
        """The group's title as printed; None for the whole study ("Total") and for a group without one."""
        title = self._titles.get(group_id)
        return None if title is None or self.is_total(group_id) else title

    def is_total(self, group_id: str | None) -> bool:
        """Whether the group is all of them together."""
        return _TOTAL.fullmatch(self._titles.get(group_id) or "") is not None

    def is_known(self, group_id: str | None) -> bool:
        """Whether the group is declared here, with a title."""
        return self._titles.get(group_id) is not None


class Arms:
    """The protocol's arms, by which a result group can be called experimental or comparator."""

    def __init__(self, root: Field) -> None:
        arms = root.each("protocolSection/armsInterventionsModule/armGroups")
        self._roles = [(_words(arm.at("label").text), GROUP_ROLES.get(arm.at("type").text or "")) for arm in arms]

    def role(self, title: str | None) -> GroupRole | None:
        """The role of the arm that the group's title names; None where it names none, several of unlike roles, or more than an arm.

        "Placebo (FAS)" is the arm "Placebo"; "No placebo" and "Placebo, then MSC" are not.
        """
        words = _words(title)
        named = {role for label, role in self._roles if label and _is_named(label, words)}
        return named.pop() if len(named) == 1 else None


def _words(text: str | None) -> tuple[str, ...]:
    return tuple(word for word in _NOT_A_WORD.split(fold(text or "").casefold()) if word)


def _is_named(label: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """Whether the title's words are the label's in one stretch, and beside them only words that change nothing."""
    for first in range(len(words) - len(label) + 1):
        if words[first : first + len(label)] == label:
            return _SAY_NOTHING.issuperset((*words[:first], *words[first + len(label) :]))
    return False
