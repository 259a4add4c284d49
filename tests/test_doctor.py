"""The doctor names what is wrong, says how to mend it, and disturbs nobody. And what the log must not hold."""

import logging
from datetime import timedelta
from pathlib import Path

import pytest

from bot import __main__ as cli
from bot import doctor, logs
from bot.lock import is_held
from bot.matrix.identity import in_groups
from commands.dates.calendar import Calendar
from tests.stub_homeserver import BOT, PASSWORD, SERVER, VOGT, StubHomeserver
from tests.test_listener import running

_CONFIG = """
[matrix]
homeserver = "{url}"
user_id = "{bot}"
password = "{password}"
[access]
operators = ["{vogt}"]
homeservers = ["{server}"]
[storage]
folder = "data"
[town]
name = "Kreisstadt Brakenfeld"
state = "NW"
"""


def write_config(server: StubHomeserver, folder: Path) -> Path:
    path = folder / "config.toml"
    path.write_text(_CONFIG.format(url=server.url, bot=BOT, password=PASSWORD, vogt=VOGT, server=SERVER))
    return path


async def test_all_is_well_beside_a_running_bot(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    async with StubHomeserver() as server:
        secret, _ = server.room("STG", encrypted=True), server.room("AK Ganztag")
        server.put(secret, VOGT, "m.room.power_levels", {"users": {BOT: 50}})
        async with running(server, tmp_path / "data"):
            keys, data = server.one_time_keys, dict(server.account_data)
            assert await doctor.examine(write_config(server, tmp_path)) == 0
            assert (server.one_time_keys, server.account_data) == (keys, data)
        told = capsys.readouterr().out
        for line in (
            "OK        Der Bot läuft",
            "OK        Geräteschlüssel stimmen überein",
            "OK        Gerät ist beglaubigt (Cross-Signing)",
            f"OK        Gerät GERAET, Fingerabdruck {in_groups(server.device_keys['keys']['ed25519:GERAET'])}",
            "OK        Identität des Bots, Fingerabdruck ",
            "OK        Einmalschlüssel auf dem Homeserver: 50",
            "OK        Schlüssel sind auf dem neuesten Stand",
            "OK        Noch kein Wiederherstellungsschlüssel (nur zur Kenntnis)",
            "Raum „STG“ (!raum1): verschlüsselt, nicht öffentlich, darf anpinnen",
            "Raum „AK Ganztag“ (!raum8): unverschlüsselt, nicht öffentlich, darf anpinnen",
            "Alles in Ordnung.",
        ):
            assert line in told, told
        assert not is_held(tmp_path / "data")


async def test_every_mishap_has_its_remedy(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    async with StubHomeserver() as server:
        room = server.room()
        data = tmp_path / "data"
        async with running(server, data):
            pass
        config = write_config(server, tmp_path)
        server.put(room, VOGT, "m.room.join_rules", {"join_rule": "public"})
        del server.device_keys["signatures"]
        server.account_data["de.gremienassistenz.starts.GERAET"] = {"number": 9}
        server.one_time_keys = 3
        (data / "session.json").chmod(0o644)
        (data / "keys" / "GERAET.db").unlink()
        assert await doctor.examine(config) == 1
        told = capsys.readouterr().out
        for line in (
            "Andere können lesen",
            "sind verschieden",
            "nicht beglaubigt",
            ": unverschlüsselt, öffentlich",
            "ältere Kopie",
            "Homeserver: 3",
        ):
            assert f"NICHT OK  {line}" in told or line in told, told
        assert "6 von" in told
        server.token = "syt_anderer"
        assert await doctor.examine(config) == 1
        assert "Anmeldung gilt nicht mehr" in capsys.readouterr().out
    assert await doctor.examine(config) == 1
    assert "Homeserver antwortet nicht" in capsys.readouterr().out


async def test_before_the_first_start(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    async with StubHomeserver() as server:
        assert await doctor.examine(write_config(server, tmp_path)) == 1
    assert "Noch nicht angemeldet" in capsys.readouterr().out
    assert not (tmp_path / "data").exists()


def test_a_bad_configuration_ends_the_program_with_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logs, "set_up", lambda: None)
    path = tmp_path / "config.toml"
    path.write_text("[matrix]\n")
    assert cli.main(["run", "--config", str(path)]) == 1
    assert cli.main(["doctor", "--config", str(path)]) == 1
    assert "matrix.homeserver is missing" in capsys.readouterr().out
    with pytest.raises(SystemExit):
        cli.main(["run"])


@pytest.mark.parametrize(
    "secret",
    [
        "Authorization: Bearer GEHEIM123",
        "?access_token=GEHEIM123&x=1",
        '{"access_token": "GEHEIM123"}',
        "password='GEHEIM123'",
        "got syt_Z3JlbWllbg_GEHEIM123",
    ],
)
def test_secrets_are_masked(secret: str) -> None:
    assert "GEHEIM123" not in logs.mask(secret)


def test_a_line_of_the_log_holds_no_words_of_others(capsys: pytest.CaptureFixture[str]) -> None:
    root = logging.getLogger()
    before = root.handlers[:], root.level
    try:
        logs.set_up()
        logging.getLogger("nio.responses").error("Error validating: %s", "GEHEIMNIS")
        logging.getLogger("nio.responses").warning("GEHEIMNIS")
        logging.getLogger("asyncio").warning("GEHEIMNIS %s", "GEHEIMNIS")
        try:
            raise ValueError("GEHEIMNIS")
        except ValueError:
            logging.getLogger("bot.x").exception("reference %s", "12ab")
    finally:
        root.handlers[:], root.level = before
    told = capsys.readouterr().err
    assert "GEHEIMNIS" not in told
    assert "ValueError at tests/test_doctor.py:" in told
    assert told.count("\n") == 3


def test_school_data_must_reach_into_the_next_year() -> None:
    """Too short for the plan of the next year, and the doctor says so."""
    calendar = Calendar("NW")
    until = calendar.school_data_until()
    assert doctor.school_data(calendar, until - timedelta(days=600)).remedy is None
    assert doctor.school_data(calendar, until - timedelta(days=300)).remedy is not None
