"""What can go wrong between the bot and its homeserver, as far as anybody outside this folder must know it."""


class MatrixError(Exception):
    """The message is for the operator: what is wrong and the way out."""


class Unavailable(MatrixError):
    """The homeserver did not answer, or with something that is no answer. Trying later may help."""

    def __init__(self, why: str, retry_after: float = 0.0) -> None:
        super().__init__(why)
        self.retry_after = retry_after


class LoggedOut(Unavailable):
    """A soft logout: the token is void, the device is not. Logging in again helps."""


class Denied(MatrixError):
    """The homeserver said no for good. `code` is its errcode."""

    def __init__(self, code: str, what: str) -> None:
        super().__init__(f"{what}: {code}")
        self.code = code


class SessionEnded(MatrixError):
    """The homeserver no longer knows the bot's session; going on would only hammer it (reliability A1.3)."""


class WrongIdentity(MatrixError):
    """Keys here and on the homeserver differ: going on would make the bot unreadable without a sign (A4)."""
