"""Bodies: set up in their rooms, shown, renamed, put to rest and dissolved."""

import pytest

from tests.seen import rows
from tests.world import World


@pytest.fixture
def new(w: World) -> World:
    """A further room that belongs to no body yet."""
    w.room("UAG", "reuter", moderators=("demir", "vogt"))
    return w


def test_a_body_is_set_up_where_it_meets_and_its_roles_are_proposed(new: World) -> None:
    """The whole declaration is one line; a „ja“ enters the proposed roles."""
    answer = new.ask("vogt", "UAG", "!gremium neu UAG-SM UAG Sprachmittlung operativ beratend unter AK-FM")
    assert answer.split("\n") == [
        "UAG Sprachmittlung (UAG-SM) ist in diesem Raum eingerichtet.",
        "UAG Sprachmittlung (UAG-SM): operativ, beratend, aktiv",
        "Übergeordnet: AK Flucht & Migration (AK-FM)",
        "Vorschlag für die Rollen, abgeleitet aus den Rechten in diesem Raum:",
        "– Aylin Demir: Geschäftsführung",
        "– Thomas Reuter: Mitglied",
        "– Katrin Vogt: Geschäftsführung",
        "Übernehmen mit „ja“, einzeln ändern mit !rolle <Name> Leitung.",
    ]
    assert new.ask("vogt", "UAG", "ja").startswith("Die Rollen sind eingetragen.")
    assert new.ask("vogt", "STG", "!gremien").split("\n")[-1] == "– UAG-SM: UAG Sprachmittlung (operativ, aktiv)"


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("U3 AK Kinder unter 3 operativ unter STG", "AK Kinder unter 3"),
        ("U3 AK Kinder unter 3 operativ", "AK Kinder unter 3"),
        ("U3 AK Krippe unter STG operativ beratend", "AK Krippe"),
        ("u3 „AK Krippe“ Operativ, unter Steuerungsgruppe Bildung", "AK Krippe"),
    ],
)
def test_the_name_of_a_body_may_hold_the_word_under(new: World, typed: str, name: str) -> None:
    """„Kinder unter 3“ is a name; the place of „unter STG“ in the line does not matter."""
    assert new.ask("vogt", "UAG", f"!gremium neu {typed}").startswith(f"{name} (")


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("STG Zweite operativ", "Das Kürzel STG gehört schon zu Steuerungsgruppe Bildung."),
        ("akfm Zweiter operativ", "Das Kürzel AK-FM gehört schon zu AK Flucht & Migration."),
        ("AK–FM Zweiter operativ", "Das Kürzel AK-FM gehört schon zu AK Flucht & Migration."),
        ("UAG UAG operativ beschließend", "Beschließend kann nur ein strategisches Gremium sein."),
        ("UAG UAG Sprachmittlung", "Es fehlt die Art des Gremiums: strategisch, operativ oder austausch."),
        ("UAG/1 Untergruppe operativ", "„UAG/1“ kann kein Kürzel sein."),
        ("2027 Untergruppe operativ", "„2027“ kann kein Kürzel sein."),
        ("UAG Untergruppe operativ unter XYZ", "Das Gremium „XYZ“ kenne ich nicht. Bekannt sind: STG, AK-FM, JF"),
    ],
)
def test_what_cannot_be_a_body_is_refused_with_the_reason(new: World, typed: str, answer: str) -> None:
    """Signs are unique without regard to hyphens; only a strategic body decides."""
    assert answer in new.ask("vogt", "UAG", f"!gremium neu {typed}")


def test_only_an_operator_sets_up_and_a_room_has_one_body(new: World) -> None:
    """The office of another body may not; a taken room names its body."""
    assert new.ask("demir", "UAG", "!gremium neu UAG UAG operativ") == (
        "Das kann nur die Betreuung dieser Installation einrichten."
    )
    assert new.ask("vogt", "STG", "!gremium neu X1 Zweites operativ") == (
        "Dieser Raum gehört schon zu Steuerungsgruppe Bildung."
    )


def test_an_umlaut_in_a_sign_is_found_with_two_letters(new: World) -> None:
    """AK-ÜSB and AK-UESB are one body."""
    new.say("vogt", "UAG", "!gremium neu AK-ÜSB AK Übergang operativ unter STG")
    assert "Zuständig: AK-ÜSB" in new.ask("vogt", "STG", "!auftrag an ak uesb: Plätze zählen bis 5.2.")


def test_a_body_shows_what_it_is(w: World) -> None:
    """Its kind, its place, who leads it and when it meets next."""
    w.say("vogt", "STG", "!termin 2.3. 14 Uhr")
    assert w.ask("petersen", "STG", "!gremium").split("\n") == [
        "Steuerungsgruppe Bildung (STG): strategisch, beschließend, aktiv",
        "Darunter: AK-FM, JF",
        "– Dr. Martin Hollweg: Leitung",
        "– Katrin Vogt: Geschäftsführung",
        "Nächster Termin: Di 02.03.2027, 14:00 Uhr",
    ]


def test_a_new_name_leaves_sign_and_numbers(w: World) -> None:
    """Assignments keep the number they were given."""
    w.say("vogt", "STG", "!auftrag an FB 40: Räume melden bis 5.2.")
    assert w.ask("vogt", "STG", "!gremium umbenennen in Lenkungskreis") == "Das Gremium heißt jetzt „Lenkungskreis“."
    assert "STG-A-2027-001" in w.ask("vogt", "STG", "!offen")


def test_a_room_can_be_spoken_to_in_english(w: World) -> None:
    """Answers and what is posted by itself; the other rooms stay German."""
    assert w.ask("vogt", "JF", "!gremium sprache englisch") == "I now speak English in this room."
    assert w.ask("yilmaz", "JF", "!item Census").startswith("“Census” is in the backlog")
    assert w.ask("vogt", "JF", "!auftrag an AK-FM: Prüfen bis 5.2.").split("\n")[0] == (
        "JF-A-2027-001: “Prüfen”. Responsible: AK-FM. Due: Fri 05.02.2027."
    )
    assert w.heard("AK")[-1].startswith("Neuer Auftrag von Jour fixe: JF-A-2027-001")


def test_a_resting_body_keeps_everything_and_is_not_spoken_to(w: World) -> None:
    """No call, no list, nothing about late assignments, until it works again."""
    w.say("vogt", "JF", "!reihe jeden Dienstag 9 Uhr")
    w.say("vogt", "JF", "!auftrag an FB 40: Räume melden bis 14.1.")
    assert w.ask("vogt", "JF", "!gremium ruht").startswith("Jour fixe ruht.")
    w.heard("JF")
    w.until("2027-01-18 18:00")
    assert w.heard("JF") == []
    assert w.ask("vogt", "JF", "!gremium aktiv") == "Jour fixe arbeitet wieder."
    w.until("2027-01-19 08:50")
    late, morning = sorted(w.heard("JF"), reverse=True)[:2]
    assert late.startswith("JF-A-2027-001 „Räume melden“ (FB 40) ist seit Do 14.01.2027 überfällig.")
    assert morning.startswith("Heute 09:00 Uhr: Jour fixe.")


def test_rest_and_work_follow_each_other(w: World) -> None:
    """Neither twice."""
    assert w.ask("vogt", "JF", "!gremium aktiv") == "Jour fixe ruht nicht (aktiv)."
    w.say("vogt", "JF", "!gremium ruht")
    assert w.ask("vogt", "JF", "!gremium ruht") == "Jour fixe ist nicht aktiv (ruht)."
    assert w.ask("vogt", "STG", "!auftrag an JF: Prüfen bis 5.2.") == "Jour fixe ist nicht aktiv (ruht)."


def test_a_body_with_open_work_or_bodies_below_is_not_dissolved(w: World) -> None:
    """The refusal lists what is in the way."""
    assert w.ask("vogt", "STG", "!gremium auflösen") == (
        "Steuerungsgruppe Bildung kann noch nicht aufgelöst werden. Darunter arbeiten: AK-FM, JF"
    )
    w.say("vogt", "JF", "!auftrag an FB 40: Räume melden bis 14.1.")
    assert w.ask("vogt", "JF", "!gremium auflösen") == (
        "Jour fixe kann noch nicht aufgelöst werden. Offen sind: JF-A-2027-001 „Räume melden“"
    )


def test_a_dissolved_body_frees_its_room_but_not_its_sign(w: World) -> None:
    """It takes a „ja“; afterwards the clock has nothing to order for it."""
    w.say("vogt", "JF", "!reihe jeden Dienstag 9 Uhr")
    assert w.ask("vogt", "JF", "!gremium auflösen").startswith("Jour fixe wirklich auflösen?")
    assert w.ask("vogt", "JF", "nein") == "In Ordnung, es bleibt wie es ist."
    w.say("vogt", "JF", "!gremium auflösen")
    assert w.ask("vogt", "JF", "ja").startswith("Jour fixe ist aufgelöst.")
    w.heard("JF")
    w.until("2027-01-19 12:00")
    assert w.heard("JF") == []
    assert {row["active"] for row in rows(w, "series")} == {False}
    assert w.ask("vogt", "JF", "!gremium neu JF Zweiter austausch") == "Das Kürzel JF gehört schon zu Jour fixe."
    assert w.ask("vogt", "JF", "!gremium neu JF2 Zweiter austausch").startswith("Zweiter (JF2) ist")
