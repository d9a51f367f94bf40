"""Why a run publishes nothing."""


class Refused(Exception):
    """The run may not publish; each reason is one line that says what, where, and what to do."""

    def __init__(self, *reasons: str) -> None:
        super().__init__("\n".join(reasons))
        self.reasons = reasons

    def __reduce__(self) -> tuple[type["Refused"], tuple[str, ...]]:
        return type(self), self.reasons  # a process hands on the reasons one by one


class BadUsage(Exception):
    """The command was called with something that cannot be curated; one line says what."""
