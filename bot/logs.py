"""Logging: one line an event, on stderr, without secrets and without what anybody wrote."""

import logging
import os
import re
import sys
import time
import traceback
from types import TracebackType

_SECRET = re.compile(
    r"""(access_token["'=:\s]+|password["'=:\s]+|Bearer\s+|(?=(?:syt|mct|mat|mcr)_))[^\s"'&,;)]+""", re.I
)

_OURS = ("bot", "commands", "storage")


def mask(text: str) -> str:
    """The text with tokens and passwords blotted out."""
    return _SECRET.sub(r"\1***", text)


class _Line(logging.Formatter):
    """One line; UTC. An exception is named with where it came up, without its words: they may quote a message."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s", "%Y-%m-%dT%H:%M:%SZ")
        self.converter = time.gmtime

    def format(self, record: logging.LogRecord) -> str:
        return mask(super().format(record)).replace("\n", " ")

    def formatException(  # noqa: N802  (the library's name)
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> str:
        kind, _, trace = ei
        frames = reversed(traceback.extract_tb(trace))
        places = " < ".join(f"{_short(frame.filename)}:{frame.lineno}" for frame in frames)
        return f"[{kind.__name__ if kind else 'nothing'} at {places}]"


class _NoForeignWords(logging.Filter):
    """Libraries put whole responses into their warnings; only where a warning came from is kept."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name.partition(".")[0] not in (*_OURS, "__main__"):
            record.msg, record.args = f"{record.levelname.lower()} at {record.module}:{record.lineno}", None
        return True


def set_up(level: int = logging.INFO) -> None:
    """Log to stderr. Also puts the process on UTC: nio compares naive local times (reliability A4)."""
    os.environ["TZ"] = "UTC"
    time.tzset()
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Line())
    handler.addFilter(_NoForeignWords())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    for name in _OURS:
        logging.getLogger(name).setLevel(level)
    # An undecryptable event is our own business (`bot.listener`); nio's warning for each would only be noise.
    logging.getLogger("nio").setLevel(logging.ERROR)


def _short(path: str) -> str:
    return "/".join(path.rsplit("/", 2)[-2:])
