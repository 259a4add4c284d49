"""Committees outside the bot: entered by the office, known to everybody, deleted again."""

import pytest

from tests.seen import rows
from tests.world import World


def entered(w: World) -> list[tuple[str, str, str | None]]:
    return [
        (row["committee"], f"{row['held_on']}", str(row["paper_due_on"]) if row["paper_due_on"] else None)
        for row in rows(w, "committee_date")
    ]


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("Schulausschuss 29.6. Vorlagenschluss 11.6.", [("Schulausschuss", "2027-06-29", "2027-06-11")]),
        ("Schulausschuss am Di 29.6., Vorlagenschluss: 11.6.", [("Schulausschuss", "2027-06-29", "2027-06-11")]),
        ("Schulausschuss 29. Juni (Vorlagen bis 11. Juni)", [("Schulausschuss", "2027-06-29", "2027-06-11")]),
        ("Rat 6.7., 28.9. und 14.12.", [("Rat", f"2027-{day}", None) for day in ("07-06", "09-28", "12-14")]),
        ("Rat 18.1.2028, 21.3.", [("Rat", "2028-01-18", None), ("Rat", "2028-03-21", None)]),
        ("Rat 18.1.2028 Vorlagenschluss 20.12.", [("Rat", "2028-01-18", "2027-12-20")]),
        (
            "Ausschuss für Kinder unter 3 und Familie 4.5.",
            [("Ausschuss für Kinder unter 3 und Familie", "2027-05-04", None)],
        ),
        (
            "\nSchulausschuss 29.6. Vorlagenschluss 11.6.\nRat 6.7.\n28.9.",
            [
                ("Schulausschuss", "2027-06-29", "2027-06-11"),
                ("Rat", "2027-07-06", None),
                ("Rat", "2027-09-28", None),
            ],
        ),
    ],
)
def test_dates_are_entered_with_or_without_the_day_for_papers(
    w: World, typed: str, stored: list[tuple[str, str, str | None]]
) -> None:
    """Several days of one committee in a line, several committees in several lines."""
    answer = w.ask("vogt", "STG", f"!ausschuss {typed}")
    assert entered(w) == stored, answer
    assert answer.startswith("Eingetragen für die ganze Verwaltung:\n– ")


def test_without_a_stated_day_for_papers_the_usual_lead_time_counts(w: World) -> None:
    """18 days, on a working day; the office may say otherwise, for everybody."""
    assert w.ask("vogt", "STG", "!ausschuss Schulausschuss 29.6.") == (
        "Eingetragen für die ganze Verwaltung:\n– Schulausschuss Di 29.06.2027, Vorlagenschluss Fr 11.06.2027"
    )
    assert w.ask("vogt", "JF", "!fristen vorlagenschluss 20 Tage").startswith("Geändert, für die ganze Verwaltung.")
    assert w.ask("reuter", "AK", "!ausschuesse") == (
        "Termine der Ausschüsse:\n– Schulausschuss Di 29.06.2027, Vorlagenschluss Mi 09.06.2027"
    )


def test_a_date_that_is_entered_again_takes_the_new_day_for_papers(w: World) -> None:
    """It is not there twice, however it is spelt."""
    w.ask("vogt", "STG", "!ausschuss Schulausschuss 29.6.")
    w.ask("vogt", "STG", "!ausschuss schulausschuß 29.6. Vorlagenschluss 10.6.")
    assert [row[1:] for row in entered(w)] == [("2027-06-29", "2027-06-10")]


def test_a_committee_on_a_day_off_or_beside_a_meeting_is_entered_with_a_warning(w: World) -> None:
    """The office knows best, but it should know."""
    w.say("vogt", "STG", "!termin 8.6. 14 Uhr")
    assert w.ask("vogt", "STG", "!ausschuss Rat 8.6., 17.5.").split("\n")[3:] == [
        "Achtung: Am Di 08.06.2027 tagt auch STG.",
        "Achtung: Mo 17.05.2027 ist frei (Pfingstmontag).",
    ]


@pytest.mark.parametrize("typed", ["Schulausschuss 29.6.", "schulausschus 29.06.2027", "Schulausschuss", "Schul"])
def test_a_date_is_deleted_by_name_and_day(w: World, typed: str) -> None:
    """Part of the name or a slip of the finger will do; without a day it is the next one."""
    w.ask("vogt", "STG", "!ausschuss Schulausschuss 29.6., 21.9.")
    assert w.ask("vogt", "STG", f"!ausschuss löschen {typed}") == "Schulausschuss am Di 29.06.2027 ist gelöscht."
    assert [row[1] for row in entered(w)] == ["2027-09-21"]


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("!ausschuss", "Es fehlen Ausschuss und Tag."),
        ("!ausschuss Schulausschuss", "Es fehlt der Tag für „Schulausschuss“"),
        ("!ausschuss Schulausschuss 31.6.", "Den 31.6. gibt es nicht."),
        ("!ausschuss Schulausschuss 29.6. Vorlagenschluss 11.7.2027", "Der Vorlagenschluss So 11.07.2027 liegt nach"),
        ("!ausschuss löschen Rat", "Einen Ausschuss „Rat“ kenne ich nicht. Eingetragen: Schulausschuss"),
        ("!ausschuss löschen Schulausschuss 1.6.", "Für Schulausschuss ist am Di 01.06.2027 kein Termin eingetragen."),
    ],
)
def test_what_is_wrong_changes_nothing(w: World, typed: str, answer: str) -> None:
    """With the reason."""
    w.ask("vogt", "STG", "!ausschuss Schulausschuss 29.6.")
    before = entered(w)
    assert w.ask("vogt", "STG", typed).startswith(answer)
    assert entered(w) == before


def test_only_the_office_enters_committees_and_everybody_sees_them(w: World) -> None:
    """As with closing days."""
    assert w.ask("reuter", "AK", "!ausschuss Rat 6.7.").startswith("Das kann ich nicht ausführen: In AK Flucht")
    assert w.ask("reuter", "AK", "!ausschüsse").startswith("Es sind keine Ausschüsse eingetragen.")
    w.ask("vogt", "AK", "!ausschuss Rat 6.7.")
    assert "Rat Di 06.07.2027" in w.ask("petersen", "JF", "!ausschüsse")


def test_a_redacted_message_takes_the_name_along(w: World) -> None:
    """The day stays, so that plans are not built on it."""
    event = w.say("vogt", "STG", "!ausschuss Geheimausschuss 29.6.\nGeheimrat 29.6.")
    w.redact("vogt", "STG", event)
    assert "Geheim" not in w.ask("vogt", "STG", "!ausschüsse")
    assert [row[1] for row in entered(w)] == ["2027-06-29", "2027-06-29"]


@pytest.mark.parametrize(
    "typed", ["!ausschuss Geheimrat 16.3.", "!schließtag 16.3. Geheim", "!sitzungspause 16.3. Geheim"]
)
def test_a_redacted_name_goes_from_a_draft_too(w: World, typed: str) -> None:
    """Where it was the reason why a date had to move."""
    event = w.say("vogt", "STG", typed)
    w.say("vogt", "STG", "!jahresplan jeden dritten Dienstag im Monat 14 Uhr")
    assert "Geheim" in w.ask("vogt", "STG", "!jahresplan zeigen")
    w.redact("vogt", "STG", event)
    assert "Geheim" not in w.ask("vogt", "STG", "!jahresplan zeigen")


def test_an_edit_of_the_message_changes_the_date(w: World) -> None:
    """It is not there twice afterwards."""
    event = w.say("vogt", "STG", "!ausschuss Schulausschuss 29.6.")
    w.heard("STG")
    w.edit("vogt", "STG", event, "!ausschuss Schulausschuss 30.6. Vorlagenschluss 11.6.")
    assert w.answer("STG").endswith("– Schulausschuss Mi 30.06.2027, Vorlagenschluss Fr 11.06.2027")
    assert entered(w) == [("Schulausschuss", "2027-06-30", "2027-06-11")]


def test_the_topic_call_names_committees_and_papers_of_the_coming_days(w: World) -> None:
    """Two weeks ahead; what lies further off needs no words."""
    w.say("vogt", "STG", "!ausschuss Schulausschuss 9.2. Vorlagenschluss 22.1.\nRat 27.4.")
    w.say("vogt", "JF", "!reihe jeden Dienstag 9 Uhr")
    w.until("2027-01-15 09:59")
    w.heard("JF")
    w.until("2027-01-15 10:00")
    assert "Ausschüsse: Schulausschuss Di 09.02.2027 (Vorlagenschluss Fr 22.01.2027)\n" in w.heard("JF")[0]


def test_the_digest_ends_with_the_next_committee(w: World) -> None:
    """What the reader has to be ready for."""
    w.say("vogt", "STG", "!ausschuss Schulausschuss 29.6., 21.9.")
    w.say("vogt", "STG", "!termin 2.3. 14 Uhr")
    answer = w.ask("vogt", "STG", "!bericht")
    assert "NÄCHSTE TERMINE: STG Di 02.03.2027, 14:00 Uhr, Schulausschuss Di 29.06.2027" in answer
