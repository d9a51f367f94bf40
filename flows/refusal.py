"""Why a run publishes nothing."""


class Refused(Exception):
    """The run may not publish; each reason is one line that says what, where, and what to do."""

    def __init__(self, *reasons: str) -> None:
        super().__init__("\n".join(reasons))
        self.reasons = reasons


class BadUsage(Exception):
    """The command was called with something that cannot be curated; one line says what."""
