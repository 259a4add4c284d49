"""`!datenschutz` and `!auskunft`: what is stored, said to everybody; what is stored of oneself, to oneself alone."""

import json
from datetime import timedelta
from pathlib import Path

from bot.config import load
from bot.demo.town import PEOPLE
from commands.documents.searching import text_of
from tests.scene import File, user
from tests.seen import rows
from tests.world import World

ROOT = Path(__file__).parent.parent


def _mine(w: World) -> tuple[File, File]:
    """The two files of `!auskunft`: to read, and for machines."""
    w.say("demir", "demir", "!auskunft")
    document, data = w.files("demir")
    return document, data


def _work(w: World) -> None:
    w.room("demir", "demir")
    w.say("demir", "AK", "!top Sprachmittlung in Kitas")
    w.say("reuter", "AK", "!top Kanarienvogel")
    w.say("demir", "AK", "!abwesend 1.2. bis 5.2. Vertretung Katrin Vogt")
    w.say("vogt", "STG", "!auftrag an AK-FM: Bedarf prüfen bis 5.2.")


def test_the_notice_is_short_and_names_the_way_to_each_right(w: World) -> None:
    """Anybody gets it in any room; the periods are the configured ones."""
    answer = w.ask("reuter", "AK", "!datenschutz")
    assert all(word in answer for word in ("!auskunft", "!vergiss mich", "!aufbewahrung", "12 Monate", "Art. 6"))
    assert len(answer) < 1600
    assert w.ask("vogt", "STG", "!gremium sprache englisch")
    assert "!my data" in w.ask("vogt", "STG", "!privacy")


def test_the_whole_notice_comes_as_a_file(w: World) -> None:
    w.ask("reuter", "AK", "!datenschutz lang")
    (file,) = w.files("AK")
    text = text_of(file.data, file.mimetype) or ""
    assert all(
        word in text for word in ("Rechtsgrundlage", "Beschwerde", "Art. 22", "Kreisstadt Brakenfeld", "400 Tage")
    )


def test_the_configuration_says_whom_to_ask(tmp_path: Path) -> None:
    """Without an entry the text uses neutral words."""
    text = (ROOT / "config.example.toml").read_text(encoding="utf-8")
    assert load(ROOT / "config.example.toml").privacy.officer is None
    (tmp_path / "config.toml").write_text(
        text + '\n[privacy]\nofficer = "Erika Muster"\n[retention]\naudit_months = 6\n'
    )
    settings = load(tmp_path / "config.toml")
    assert settings.privacy.officer == "Erika Muster" and settings.retention.periods().audit_months == 6


def test_a_direct_chat_begins_with_the_way_to_the_notice(w: World) -> None:
    w.room("reuter", "reuter")
    w.arrive("reuter", "reuter")
    assert "`" not in w.texts("reuter")[0] and "!datenschutz" in w.texts("reuter")[0]
    w.room("NEU", "reuter", "vogt")
    w.arrive("NEU", "vogt")
    assert "!datenschutz" not in w.texts("NEU")[0]


def test_ones_own_data_come_in_words_and_for_machines(w: World) -> None:
    """What stands in the tables under one's user id, with bodies and rooms by name and times in the town."""
    _work(w)
    document, data = _mine(w)
    found = {one["part"]: one["rows"] for one in json.loads(data.data)["stored"]}
    assert [row["title"] for row in found["topic"]] == ["Sprachmittlung in Kitas"]
    assert {"body": "AK Flucht & Migration", "role": "Leitung"}.items() <= found["role"][-1].items()
    assert found["absence"] == [
        {"body": "AK Flucht & Migration", "first_on": "2027-02-01", "last_on": "2027-02-05", "confirmed": False}
    ]
    assert {row["action"] for row in found["audit"]} >= {"agenda.add", "standing_in.away"} or found["audit"]
    assert found["letter"] and found["member"][0]["room"] == "AK"
    text = text_of(document.data, document.mimetype) or ""
    assert "Themen, die Sie angemeldet haben" in text and "Sprachmittlung in Kitas" in text


def test_nothing_of_others_stands_in_it(w: World) -> None:
    """Not their names, not their user ids, not what they wrote."""
    _work(w)
    document, data = _mine(w)
    text = data.text + (text_of(document.data, document.mimetype) or "")
    others = {PEOPLE[name] for name in PEOPLE if name != "demir"} | {user(name) for name in PEOPLE if name != "demir"}
    assert [word for word in (*others, "Kanarienvogel", "Bedarf prüfen") if word in text] == []


def test_it_comes_only_in_an_encrypted_direct_chat(w: World) -> None:
    """Elsewhere one sentence says so, and nothing is shown."""
    assert w.ask("demir", "AK", "!auskunft").startswith("Das geht nur im Einzelchat mit mir.")
    w.room("demir", "demir", encrypted=False)
    assert w.ask("demir", "demir", "!auskunft").startswith("Dieser Chat ist nicht verschlüsselt")
    assert w.files("AK") == w.files("demir") == []


def test_it_comes_once_an_hour_and_leaves_no_copy(w: World) -> None:
    _work(w)
    _mine(w)
    assert rows(w, "attachment") == []
    assert w.ask("demir", "demir", "!auskunft").startswith("Ihre letzte Auskunft ist keine Stunde alt.")
    w.now += timedelta(minutes=61)
    _mine(w)
    assert "nichts zurückzunehmen" in w.ask("demir", "demir", "!rückgängig")


def test_a_long_history_stands_in_full_only_in_the_file_for_machines(w: World) -> None:
    w.room("demir", "demir")
    for _ in range(105):
        w.say("demir", "AK", "!rollen")
    document, data = _mine(w)
    audit = next(one["rows"] for one in json.loads(data.data)["stored"] if one["part"] == "audit")
    assert len(audit) > 105
    assert "ältere Einträge" in (text_of(document.data, document.mimetype) or "")
