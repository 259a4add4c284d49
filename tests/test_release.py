"""What goes up about a body: looked at before, held back, and released, by two where that is set."""

import pytest

from tests.world import World


@pytest.fixture
def ak(w: World) -> World:
    """The working group has given and got something since the last digest."""
    w.say("vogt", "STG", "!auftrag an AK-FM: Bedarf prüfen bis 5.2.")
    w.say("demir", "AK", "!auftrag an FB 51: Zahlen liefern bis 14.1.")
    w.until("2027-01-18 08:00")
    return w


def digest(w: World) -> str:
    return w.ask("hollweg", "STG", "!bericht")


def test_the_preview_shows_what_would_go_up(ak: World) -> None:
    """Word for word the lines of the digest that speak of this body."""
    ak.say("vogt", "STG", "!auftrag an FB 40: Räume melden bis 14.1.")
    preview = ak.ask("demir", "AK", "!bericht vorschau").split("\n")
    assert preview == [
        "So stünde es jetzt im Bericht an Steuerungsgruppe Bildung:",
        "Bericht an Steuerungsgruppe Bildung, Stand Mo 18.01.2027",
        "ÜBERFÄLLIG (1)",
        "1. AK-FM-A-2027-001 Zahlen liefern (FB 51): seit Do 14.01.2027.",
        "IM PLAN (1)",
        "Einzelheiten: !offen · Liste als Datei: !bericht datei",
        "Es geht von selbst in den nächsten Bericht. Zurückhalten: !bericht halten",
    ]
    assert "AK-FM-A-2027-001 Zahlen liefern (FB 51): seit Do 14.01.2027." in digest(ak)


def test_the_preview_shows_what_is_not_released_yet(ak: World) -> None:
    """That is what it is looked at for."""
    ak.say("demir", "AK", "!gremium freigabe an")
    preview = ak.ask("demir", "AK", "!bericht vorschau")
    assert "Zahlen liefern" in preview and preview.endswith("Es ist noch nicht freigegeben. Freigeben: !freigeben")
    assert "Zahlen liefern" not in digest(ak)
    ak.say("demir", "AK", "!freigeben")
    assert "Freigegeben ist, was bis Mo 18.01.2027, 08:00 Uhr" in ak.ask("demir", "AK", "!bericht vorschau")


def test_the_preview_hides_what_the_digest_hides(ak: World) -> None:
    """A confidential one is a number there too."""
    ak.say("demir", "AK", "!vertraulich AK-FM A1")
    preview = ak.ask("demir", "AK", "!bericht vorschau")
    assert "Zahlen" not in preview and "1 weiterer Auftrag nur für AK-FM" in preview


def test_every_body_above_is_shown(ak: World) -> None:
    """A subgroup is reported on to the working group and to the steering group, to each what it may read."""
    ak.room("UAG", "vogt", moderators=("demir",))
    ak.say("vogt", "UAG", "!gremium neu UAG-Q Untergruppe Qualität operativ unter AK-FM")
    ak.say("demir", "AK", "!auftrag an UAG-Q: Kriterien sammeln bis 5.2. nur für dieses Gremium")
    ak.say("vogt", "UAG", "!rolle Katrin Vogt Geschäftsführung")
    assert ak.ask("vogt", "UAG", "!bericht vorschau").split("\n") == [
        "So stünde es jetzt im Bericht an AK Flucht & Migration:",
        "Bericht an AK Flucht & Migration, Stand Mo 18.01.2027",
        "IM PLAN (1)",
        "Einzelheiten: !offen · Liste als Datei: !bericht datei",
        "So stünde es jetzt im Bericht an Steuerungsgruppe Bildung:",
        "Bericht an Steuerungsgruppe Bildung, Stand Mo 18.01.2027",
        "1 weiterer Auftrag nur für AK-FM, UAG-Q",
        "Einzelheiten: !offen · Liste als Datei: !bericht datei",
        "Es geht von selbst in den nächsten Bericht. Zurückhalten: !bericht halten",
    ]


def test_what_the_room_above_may_not_get_is_not_previewed(w: World) -> None:
    """Nothing goes from an encrypted room into one that is not."""
    w.room("OFFEN", moderators=("vogt",), encrypted=False)
    w.say("vogt", "OFFEN", "!gremium neu OFF Runder Tisch strategisch")
    w.room("UNTEN", moderators=("vogt",))
    w.say("vogt", "UNTEN", "!gremium neu UN Unten operativ unter OFF")
    w.say("vogt", "UNTEN", "!rolle Katrin Vogt Geschäftsführung")
    assert w.ask("vogt", "UNTEN", "!bericht vorschau").startswith("In den Raum von Runder Tisch schreibe ich nichts")


def test_a_body_that_reports_to_nobody_has_no_preview(w: World) -> None:
    """Nor anything to hold back."""
    for order in ("!bericht vorschau", "!bericht halten"):
        assert w.ask("vogt", "STG", order).startswith("Über Steuerungsgruppe Bildung steht kein Gremium")


def test_nothing_to_tell_is_said(w: World) -> None:
    assert w.ask("demir", "AK", "!bericht vorschau").startswith(
        "Im Bericht an Steuerungsgruppe Bildung stünde jetzt nichts über dieses Gremium."
    )


def test_a_member_neither_holds_nor_releases(ak: World) -> None:
    """That is for those who lead the body."""
    for order in ("!bericht halten", "!freigeben", "!bericht vorschau"):
        assert ak.ask("reuter", "AK", order).startswith("Das kann ich nicht ausführen")


def test_what_is_held_does_not_go_up_until_it_is_released(ak: World) -> None:
    """Whether a release is needed otherwise or not; the reader learns that something is held back."""
    ak.say("demir", "AK", "!bericht halten")
    held = digest(ak)
    assert "Zahlen liefern" not in held and "Noch nicht freigegeben: AK-FM" in held
    assert "IM PLAN (1)" in held  # what the steering group gave is its own business
    assert ak.ask("demir", "AK", "!bericht vorschau").endswith("Es wird zurückgehalten. Freigeben: !freigeben")
    ak.until("2027-01-18 09:01")
    assert not any("Zahlen liefern" in text for text in ak.texts("STG"))
    assert ak.ask("demir", "AK", "!freigeben").startswith("Freigegeben.")
    assert "Zahlen liefern" in digest(ak)


def test_what_was_released_before_is_held_too(ak: World) -> None:
    """Nothing means nothing."""
    ak.say("demir", "AK", "!gremium freigabe an")
    ak.say("demir", "AK", "!freigeben")
    ak.say("demir", "AK", "!bericht zurückhalten")
    assert "Zahlen liefern" not in digest(ak)


def test_the_reason_of_who_holds_back_does_not_go_up_either(ak: World) -> None:
    """A report about the steering group's own assignment is a word of the working group."""
    ak.say("demir", "AK", "!stand STG A1 Die Zuarbeit fehlt")
    ak.until("2027-02-09 08:00")
    assert "Grund: Die Zuarbeit fehlt." in digest(ak)
    ak.say("demir", "AK", "!bericht halten")
    late = digest(ak)
    assert "Bedarf prüfen" in late and "Zuarbeit" not in late


# -- four eyes --------------------------------------------------------------------------------------------------------


@pytest.fixture
def two(ak: World) -> World:
    """Two have to release; Ms Vogt is the office of the working group beside Ms Demir."""
    ak.say("demir", "AK", "!rolle Katrin Vogt Geschäftsführung")
    answer = ak.ask("vogt", "AK", "!gremium vier-augen an")
    assert answer.startswith("Ab jetzt geben zwei verschiedene Personen frei")
    return ak


def test_two_different_people_release(two: World) -> None:
    """Who has released already is told that a second person is needed."""
    assert two.ask("demir", "AK", "!freigeben").startswith("Ihre Freigabe ist festgehalten.")
    assert "Zahlen liefern" not in digest(two)
    assert two.ask("demir", "AK", "!freigeben") == (
        "Sie haben schon freigegeben. Es fehlt noch eine zweite Person, bis Mo 25.01.2027."
    )
    assert two.ask("demir", "AK", "!bericht vorschau").endswith("Es wartet auf die zweite Freigabe: !freigeben")
    assert two.ask("vogt", "AK", "!freigeben").startswith("Freigegeben.")
    assert "Zahlen liefern" in digest(two)


def test_what_the_first_has_not_seen_waits(two: World) -> None:
    """Recorded between the two releases, it needs two again."""
    two.say("demir", "AK", "!freigeben")
    two.move(minutes=5)
    two.say("demir", "AK", "!auftrag an FB 40: Räume melden bis 5.2.")
    two.move(minutes=5)
    two.say("vogt", "AK", "!freigeben")
    preview = two.ask("demir", "AK", "!bericht vorschau")
    assert "IM PLAN (2)" in preview
    seen = digest(two)
    assert "Zahlen liefern" in seen and "IM PLAN (1)" in seen and "Noch nicht freigegeben: AK-FM" in seen


def test_the_first_release_lapses_after_a_week(two: World) -> None:
    """Then the next one is the first again, even of the same person."""
    two.say("demir", "AK", "!freigeben")
    two.until("2027-01-25 08:01")
    assert two.ask("vogt", "AK", "!freigeben").startswith("Ihre Freigabe ist festgehalten.")
    assert two.ask("demir", "AK", "!freigeben").startswith("Freigegeben.")


def test_holding_takes_a_first_release_back(two: World) -> None:
    """Two have to agree after it."""
    two.say("demir", "AK", "!freigeben")
    two.say("vogt", "AK", "!bericht halten")
    assert two.ask("vogt", "AK", "!freigeben").startswith("Ihre Freigabe ist festgehalten.")
    assert "Zahlen liefern" not in digest(two)


def test_one_is_enough_again(two: World) -> None:
    """Also when the release as such is switched off."""
    assert two.ask("vogt", "AK", "!gremium vier augen aus") == "Für die Freigabe genügt wieder eine Person."
    assert two.ask("demir", "AK", "!freigeben").startswith("Freigegeben.")
    two.say("vogt", "AK", "!gremium vier-augen an")
    two.say("vogt", "AK", "!gremium freigabe aus")
    assert two.ask("demir", "AK", "!freigeben").startswith("Für AK Flucht & Migration ist keine Freigabe nötig.")


def test_only_the_office_sets_it(two: World) -> None:
    assert two.ask("reuter", "AK", "!gremium vier-augen aus").startswith("Das kann ich nicht ausführen")
