"""No sequence of commands leads an assignment into a dead end: it can always be ended."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage.assignment_records import AssignmentState
from tests.seen import rows, undone
from tests.world import World

ENDED = (AssignmentState.CLOSED, AssignmentState.WITHDRAWN, AssignmentState.MOOT)

ORDERS = (
    ("AK", "demir", "!annehmen A1"),
    ("AK", "demir", "!klärung A1 Wer liefert die Zahlen?"),
    ("STG", "vogt", "!geklärt A1 Das Schulamt"),
    ("AK", "reuter", "!stand A1 elf von vierzehn"),
    ("AK", "demir", "!stand A1 ok"),
    ("AK", "demir", "!ergebnis A1 Der Bedarf liegt bei zwölf Stellen."),
    ("STG", "vogt", "!nachbessern A1 Kosten fehlen bis 12.2."),
    ("STG", "vogt", "!abnehmen A1"),
    ("STG", "vogt", "!erledigt A1 zur Kenntnis"),
    ("STG", "vogt", "!ruhen A1 bis 1.3."),
    ("STG", "vogt", "!fortsetzen A1"),
    ("AK", "demir", "!frist A1 19.2. es dauert"),
    ("STG", "vogt", "!bewilligen A1"),
    ("STG", "vogt", "!ablehnen A1"),
    ("AK", "demir", "!gefährdet A1 Zuarbeit fehlt"),
    ("AK", "demir", "!im plan A1"),
    ("AK", "demir", "!abgeben A1 an FB 40"),
    ("STG", "vogt", "!einverstanden A1"),
    ("AK", "demir", "!zuarbeit A1 von FB 51: Zahlen bis 29.1."),
    ("STG", "vogt", "!gegenstandslos A1"),
    ("STG", "vogt", "!zurückziehen A1 Der Anlass ist entfallen"),
    ("STG", "vogt", "ja"),
    ("AK", "demir", "!rückgängig"),
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(st.sampled_from(ORDERS), max_size=12))
def test_whatever_was_ordered_the_giver_can_end_it(w: World, orders: list[tuple[str, str, str]]) -> None:
    """Typed by those who may, in any order; none of it is a bug."""
    with undone(w):
        w.say("vogt", "STG", "!auftrag an AK-FM: Bedarf prüfen bis 5.2.")
        for room, who, text in orders:
            w.say(who, room, text)
        (state,) = [row["state"] for row in rows(w, "assignment") if row["number"] == "STG-A-2027-001"]
        if state not in ENDED:
            w.say("vogt", "STG", "!zurückziehen A1 Der Anlass ist entfallen")
            (state,) = [row["state"] for row in rows(w, "assignment") if row["number"] == "STG-A-2027-001"]
        assert state in ENDED
        assert not any("Referenz:" in text for room in ("STG", "AK") for text in w.texts(room))
