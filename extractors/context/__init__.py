"""What stands around a number: its sentence, the arms and times that the text names, the outcome it is about."""

from extractors.context.sentence import Sentences, sentences

__all__ = ["Sentences", "sentences"]
