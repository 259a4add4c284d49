"""Logging: one line an event, on stderr, without secrets and without what anybody wrote."""

import logging
import os
import re
import sys
import threading
import time
import traceback
from types import TracebackType

_NAMED = r"access_token|password|passphrase|pickle_key|recovery_key|client_secret|secret"
_SECRETS = (
    re.compile(
        rf"""((?:{_NAMED})["'=:\s]+|Bearer\s+|(?=(?:syt|mct|mat|mcr)_)|(?=AGE-SECRET-KEY-))[^\s"'&,;)]+""", re.I
    ),
    # A recovery key (Client-Server API, "Secrets": base58 in groups of four), and the secret address of a calendar.
    re.compile(r"()\bE[a-zA-Z][1-9A-HJ-NP-Za-km-z]{2}(?: [1-9A-HJ-NP-Za-km-z]{4}){6,}"),
    re.compile(r"()[\w-]{20,}(?=\.ics\b)"),
)

_OURS = ("bot", "commands", "storage")

_log = logging.getLogger(__name__)


def mask(text: str) -> str:
    """The text with tokens and passwords blotted out."""
    for secret in _SECRETS:
        text = secret.sub(r"\1***", text)
    return text


class _Line(logging.Formatter):
    """One line; UTC. An exception is named with where it came up, without its words: they may quote a message."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s", "%Y-%m-%dT%H:%M:%SZ")
        self.converter = time.gmtime

    def format(self, record: logging.LogRecord) -> str:
        record.exc_text = None  # another formatter may have left its own there, words and all
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
    """Libraries put whole responses into their warnings; only where a warning came from is kept. What nio says below
    an error never comes through, whatever its loggers are set to: it logs what it decrypts."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name.partition(".")[0] == "nio" and record.levelno < logging.ERROR:
            return False
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
    _catch_what_goes_past()


def _catch_what_goes_past() -> None:
    """What Python itself would print to stderr with all its words: exceptions that nobody caught, in any thread or in a
    finalizer, and warnings. (asyncio tells its own by logging.)"""
    logging.captureWarnings(True)
    logging.raiseExceptions = False  # a line that cannot be put together would be printed with what was to stand in it
    sys.excepthook = lambda kind, error, trace: _log.critical("uncaught", exc_info=(kind, error, trace))
    sys.unraisablehook = lambda one: _tell("in a finalizer", one.exc_type, one.exc_value, one.exc_traceback)
    threading.excepthook = lambda one: _tell("in a thread", one.exc_type, one.exc_value, one.exc_traceback)


def _tell(where: str, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
    _log.error("uncaught %s", where, exc_info=(kind, error or kind(), trace))


def _short(path: str) -> str:
    return "/".join(path.rsplit("/", 2)[-2:])
