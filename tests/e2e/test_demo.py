"""The demo as a user starts it."""

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

_ROOT = Path(__file__).parents[2]
_COMMAND = [sys.executable, "-m", "bot", "demo"]


@pytest.mark.timeout(300)
async def test_the_demo_plays_to_its_end() -> None:
    """Stories 1 and 2 in encrypted rooms of a real homeserver, read by people with devices of their own."""
    played = await asyncio.to_thread(
        subprocess.run, _COMMAND, cwd=_ROOT, capture_output=True, text=True, timeout=280, check=False
    )
    assert played.returncode == 0, played.stdout[-2000:] + played.stderr[-2000:]
    printed = " ".join(played.stdout.split())
    for fragment in (
        "Jour fixe am Di 19.01.2027, 09:00 Uhr. Welche Themen haben Sie?",
        "Meinten Sie !top Zensusdaten?",
        "Der Zeitplan weicht dem Mo 08.02.2027 aus (Rosenmontag).",
        # Story 2, from the invitation to the use that comes home
        "Einladung versandt am Di 16.02.2027, Frist 14 Tage gewahrt.",
        "STG-B-2027-001 festgestellt",
        "Neuer Auftrag von Steuerungsgruppe Bildung: STG-A-2027-001",
        "Zuarbeit von FB 51",
        "STG-E-2027-001 festgestellt",
        "STG-A-2027-001 ist erledigt (teilweise übernommen).",
        "Damit ist der Auftrag erledigt. Vielen Dank.",
        "Gerät des Bots signiert: ja",
    ):
        assert fragment in printed
    assert "FEHLT" not in printed
    assert "NEIN" not in printed


@pytest.mark.timeout(120)
async def test_ctrl_c_ends_everything_that_the_demo_started() -> None:
    demo = subprocess.Popen(
        _COMMAND, cwd=_ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    assert demo.stdout is not None
    try:
        lines = iter(demo.stdout.readline, "")
        await asyncio.to_thread(lambda: next(line for line in lines if "!gremium neu" in line))
        os.kill(demo.pid, signal.SIGINT)
        output, errors = await asyncio.to_thread(demo.communicate, timeout=60)
        assert demo.returncode == 130, errors[-2000:]
        assert "Abgebrochen" in output
        assert "Traceback" not in errors
        with pytest.raises(ProcessLookupError):
            os.killpg(demo.pid, 0)
    finally:
        if demo.poll() is None:
            os.killpg(demo.pid, signal.SIGKILL)
            demo.communicate()
