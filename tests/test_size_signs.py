"""Each sign that tells a size from a result decides in its own examples."""

import pytest

from extractors.document import Span
from extractors.linking.context import Reading
from extractors.linking.size_signs import SIGNS, Counted, Sign, deciding_sign
from extractors.readers import read
from extractors.rule import find
from extractors.rules.participants import PARTICIPANTS

HEAD = "A trial\n\nPatients were randomised to verum or sham.\n\n"
EXAMPLES = [(sign, example) for sign in SIGNS for example in sign.examples]


def counted(sentence: str) -> Counted:
    """The first count of people in a sentence of a report."""
    reading = Reading(read((HEAD + sentence + "\n").encode(), "report"), ())
    mentions = [mention for mention in find(PARTICIPANTS, reading.folded) if mention.start >= len(HEAD)]
    mention, following = mentions[0], mentions[1:]
    whole = reading.sentences.at(mention.start)
    after = Span(mention.end, min(whole.end, following[0].start if following else whole.end))
    return Counted(reading, mention, reading.folded[whole.start : mention.start], after)


@pytest.mark.parametrize(("sign", "example"), EXAMPLES, ids=[example for _, example in EXAMPLES])
def test_the_sign_decides_in_its_example(sign: Sign, example: str) -> None:
    found = deciding_sign(counted(example))
    assert found is not None
    assert found.name == sign.name


def test_every_sign_has_an_example() -> None:
    assert all(sign.examples for sign in SIGNS)


def test_a_count_without_a_sign_is_a_size() -> None:
    assert deciding_sign(counted("There were 48 patients.")) is None
