"""No line of the log holds what somebody wrote, whatever breaks, nor a secret."""

import asyncio
import gc
import logging
import subprocess
import sys
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession
from sqlalchemy import text

from bot import config, logs, secrecy
from commands.stimuli import from_payload
from storage.store import Store

CANARY = "Kanarienvogel"
HOOKS = ("excepthook", "unraisablehook")
ROOT = Path(__file__).parent.parent


@contextmanager
def set_up() -> Iterator[None]:
    """The log as the bot sets it up, for the block."""
    root, nio, raising = logging.getLogger(), logging.getLogger("nio"), logging.raiseExceptions
    before = root.handlers[:], root.level, nio.level, [getattr(sys, name) for name in HOOKS], threading.excepthook
    try:
        logs.set_up()
        yield
    finally:
        root.handlers[:], root.level, nio.level = before[:3]
        for name, hook in zip(HOOKS, before[3], strict=True):
            setattr(sys, name, hook)
        threading.excepthook, logging.raiseExceptions = before[4], raising
        logging.captureWarnings(False)


def _validation() -> None:
    from_payload({"kind": "said", "text": {"Kanarienvogel": CANARY}, "event_id": [CANARY]})


def _database() -> None:
    store = Store("sqlite://")
    try:
        with store.transaction() as tx:
            tx.execute(text("insert into nothing values (:words)"), {"words": CANARY})
    finally:
        store.close()


def _network() -> None:
    async def ask() -> None:
        async with ClientSession() as session:
            await session.get(f"http://127.0.0.1:1/?access_token={CANARY}")

    asyncio.run(ask())


def _handler() -> None:
    raise RuntimeError(f"handler had {CANARY}") from ValueError(CANARY)


@pytest.mark.parametrize("layer", [_validation, _database, _network, _handler])
def test_an_exception_is_told_without_its_words(capsys: pytest.CaptureFixture[str], layer: Callable[[], None]) -> None:
    """Of any layer, by our logger and by a library's, and when another formatter had been there before."""
    with set_up():
        try:
            layer()
        except Exception as error:
            logging.getLogger("commands.orders").exception("reference %s", "12ab")
            logging.getLogger("asyncio").error("Task exception was never retrieved %s", CANARY, exc_info=error)
            spoilt = logging.makeLogRecord({"name": "bot.x", "exc_info": sys.exc_info(), "levelname": "ERROR"})
            logging.Formatter().format(spoilt)
            logging.getLogger().handlers[0].handle(spoilt)
            unfit = logging.makeLogRecord({"name": "bot.x", "msg": "%s %s", "args": (CANARY,), "levelname": "ERROR"})
            logging.getLogger().handlers[0].handle(unfit)  # cannot be put together: nothing is printed of it
    lines = capsys.readouterr().err
    assert CANARY not in lines
    assert lines.count(" at ") >= 3


def test_what_nobody_catches_is_told_without_its_words(capsys: pytest.CaptureFixture[str]) -> None:
    """Tasks, finalizers, warnings, and libraries whose loggers somebody has set to DEBUG."""

    async def lose_a_task() -> None:
        async def fail() -> None:
            raise ValueError(CANARY)

        task = asyncio.create_task(fail())
        await asyncio.wait([task])
        del task
        gc.collect()

    class Finalized:
        def __del__(self) -> None:
            raise ValueError(CANARY)

    with set_up():
        asyncio.run(lose_a_task())
        Finalized()
        gc.collect()
        with warnings.catch_warnings():
            warnings.simplefilter("always")
            warnings.warn(CANARY, stacklevel=1)
        for name in ("nio.crypto", "nio.responses", "aiohttp", "sqlalchemy.engine", "peewee"):
            logging.getLogger(name).setLevel(logging.DEBUG)
            logging.getLogger(name).debug("decrypted %s", CANARY)
            logging.getLogger(name).warning(CANARY)
            logging.getLogger(name).setLevel(logging.NOTSET)
    lines = capsys.readouterr().err
    assert CANARY not in lines
    assert "finalizer" in lines and "nio" not in lines


@pytest.mark.parametrize("where", ["raise ValueError(words)", "threading.Thread(target=fail).start()"])
def test_the_process_itself_prints_no_words_when_it_dies(where: str) -> None:
    """Neither its main thread nor another."""
    program = "import threading\nfrom bot import logs\nlogs.set_up()\nwords = 'Kanarien' + 'vogel'\n"
    program += f"def fail():\n    raise ValueError(words)\n{where}\n"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT, check=False)
    assert CANARY not in done.stdout + done.stderr
    assert "ValueError at" in done.stderr


@pytest.mark.parametrize(
    "line",
    [
        "AGE-SECRET-KEY-1GEHEIM123",
        "pickle_key=GEHEIM123",
        "recovery_key: GEHEIM123",
        "GET /calendars/GEHEIM123GEHEIM123GEHEIM123.ics",
        "EsTJ GEHE 1231 aaaa bbbb cccc dddd eeee ffff gggg hhhh jjjj",
    ],
)
def test_secrets_of_every_kind_are_masked(line: str) -> None:
    assert "GEHE" not in logs.mask(line)


def _settings(tmp_path: Path, **matrix: Any) -> tuple[config.Settings, Path]:
    path = tmp_path / "config.toml"
    lines = "\n".join(f'{key} = "{value}"' for key, value in matrix.items())
    path.write_text(
        f'[matrix]\nhomeserver = "http://localhost"\nuser_id = "@bot:x"\n{lines}\n'
        '[access]\noperators = []\nhomeservers = []\n[storage]\nfolder = "data"\n[town]\nname = "B"\nstate = "NW"\n'
    )
    path.chmod(0o600)
    (tmp_path / "data").mkdir(mode=0o700)
    return config.load(path), path


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o622])
@pytest.mark.parametrize("name", ["config.toml", "password.txt", "data/login.json", "data/pickle.key"])
def test_a_secret_that_others_can_read_is_refused(tmp_path: Path, name: str, mode: int) -> None:
    """With the sentence that says what to do; the configuration counts only if a password stands in it."""
    way = {"password_file": "password.txt"} if name == "password.txt" else {"password": "x"}
    settings, path = _settings(tmp_path, **way)
    secret = tmp_path / name
    if secret != path:
        secret.write_text("{}")
    secret.chmod(mode)
    with pytest.raises(config.BadConfiguration, match=f"chmod 600 {secret}"):
        secrecy.check(settings, path)
    secret.chmod(0o600)
    if way.get("password_file"):
        path.chmod(0o644)
    secrecy.check(settings, path)
