"""The year's dates: proposed in the room, edited by number, published once."""

import pytest

from tests.seen import rows
from tests.world import World


@pytest.fixture
def november(w: World) -> World:
    """November 2026 is over; it is January 2027, and the committees of the year are known."""
    w.say("vogt", "STG", "!ausschuss Schulausschuss 29.6. Vorlagenschluss 11.6.\nRat 4.5., 6.7.")
    w.heard("STG")
    return w


@pytest.fixture
def draft(november: World) -> World:
    """Four dates for the steering group."""
    november.say("vogt", "STG", "!jahresplan 2027 viermal dienstags 14 Uhr")
    november.heard("STG")
    return november


HOW = (
    "Ändern: !jahresplan 1 auf 12.5., !jahresplan 1 streichen, !jahresplan dazu 9.9. 14 Uhr. "
    "Eintragen: !jahresplan veröffentlichen"
)


NO_DRAFT = "Für Steuerungsgruppe Bildung gibt es keinen Entwurf."


def numbers(text: str) -> list[str]:
    return [line for line in text.split("\n") if line[:1].isdigit()]


@pytest.mark.parametrize(
    "typed",
    [
        "!jahresplan 2027 viermal dienstags 14 Uhr",
        "! Jahresplan 2027 4 mal dienstags um 14 Uhr.",
        "!jahresplan 4x im Jahr Di 14:00",
        "!jahresplan vierteljährlich dienstags 14 uhr",
        "!jahresplan alle drei Monate Dienstag 14 Uhr",
        "!jahresplan für 2027: jeden Dienstag 14 Uhr, viermal im Jahr",
        "!yearplan 2027 four times a year Tuesdays 14:00",
    ],
)
def test_four_dates_a_year_on_good_days(november: World, typed: str) -> None:
    """However it is typed; the dates of the committees and the summer break are avoided, and it says why."""
    assert november.ask("vogt", "STG", typed).split("\n") == [
        "Jahresplan 2027, Entwurf für Steuerungsgruppe Bildung: 4 Termine, je 120 Minuten",
        "1. Di 16.03.2027, 14:00 Uhr",
        "2. Di 08.06.2027, 14:00 Uhr",
        "3. Di 07.09.2027, 14:00 Uhr, statt Di 31.08.2027: Sommerferien",
        "4. Di 23.11.2027, 14:00 Uhr",
        HOW,
    ]
    assert rows(november, "meeting") == [], "nothing is planned before it is published"


def test_every_six_weeks_and_why_some_days_are_others(november: World) -> None:
    """A committee's day, the steering group's time, and its invitation."""
    november.say("vogt", "STG", "!jahresplan viermal dienstags 14 Uhr")
    november.say("vogt", "STG", "!jahresplan veröffentlichen")
    answer = november.ask("demir", "AK", "!jahresplan alle sechs Wochen dienstags 14 bis 15:30 Uhr")
    assert answer.startswith("Jahresplan 2027, Entwurf für AK Flucht & Migration: 8 Termine, je 90 Minuten\n")
    taken = {row["held_on"] for row in rows(november, "meeting")}
    assert not taken & {row["held_on"] for row in rows(november, "plan_date")}
    reasons = {row["reason"] for row in rows(november, "plan_date")} - {None}
    assert reasons and reasons <= {"school", "late", "meeting", "committee"}


def test_a_jour_fixe_that_shares_members_is_in_the_way_only_at_its_time(november: World) -> None:
    """Its series counts beyond the weeks that are planned; at another hour there is no collision."""
    november.say("vogt", "JF", "!reihe jeden Dienstag 9 Uhr")
    at_nine = november.ask("vogt", "STG", "!jahresplan viermal dienstags 9 Uhr")
    assert all(line.split()[1] != "Di" for line in numbers(at_nine)), at_nine
    assert "JF tagt zur selben Zeit" in at_nine
    at_two = november.ask("vogt", "STG", "!jahresplan viermal dienstags 14 Uhr")
    assert all(line.split()[1] == "Di" for line in numbers(at_two))


def test_bodies_without_common_members_do_not_collide(november: World) -> None:
    """Members come from the rooms and from the roles."""
    november.room("SB", "mielke", "vogt")
    november.say("vogt", "SB", "!gremium neu AK-SB AK Übergang operativ")
    november.say("vogt", "SB", "!rolle Petra Mielke Leitung")
    november.leave("SB", "vogt")
    november.say("vogt", "STG", "!termin 9.3. 14 Uhr 120 Minuten")
    november.say("mielke", "SB", "!jahresplan zehnmal dienstags 15 Uhr")
    moved = "Nummer 1 liegt jetzt auf Di 09.03.2027, 15:00 Uhr"
    assert november.ask("mielke", "SB", "!jahresplan 1 auf 9.3.").startswith(moved)
    assert "Achtung" not in november.ask("mielke", "SB", "!jahresplan 1 auf Di 9.3. 15:30")
    november.join("SB", "hollweg")
    warned = "Achtung, Di 09.03.2027: STG tagt zur selben Zeit."
    assert november.ask("mielke", "SB", "!jahresplan 1 auf 9.3. 15:59").endswith(warned)
    assert "Achtung" not in november.ask("mielke", "SB", "!jahresplan 1 auf 9.3. 16:00"), "the other one is over"


@pytest.mark.parametrize(
    ("typed", "question", "answer", "line"),
    [
        ("!jahresplan", "Es fehlen Wochentag und Uhrzeit.", "dienstags 14 uhr", "1. Di 16.03.2027, 14:00 Uhr"),
        ("!jahresplan 2027 zweimal mittwochs", "Es fehlt die Uhrzeit.", "9:30", "1. Mi 21.04.2027, 09:30 Uhr"),
        ("!jahresplan 2027 zweimal 10 Uhr", "Es fehlt der Wochentag.", "Donnerstag", "1. Do 22.04.2027, 10:00 Uhr"),
    ],
)
def test_what_is_missing_is_asked_for(november: World, typed: str, question: str, answer: str, line: str) -> None:
    """A bare answer completes the order; chat does not."""
    assert november.ask("vogt", "STG", typed).startswith(question)
    november.say("vogt", "STG", "mal sehen, das klären wir morgen")
    assert november.heard("STG") == []
    assert line in november.ask("vogt", "STG", answer)


def test_the_last_date_says_weekday_time_and_length(november: World) -> None:
    """Who planned like that before need not say it again; what stands is shown and counted."""
    november.say("vogt", "STG", "!termin Mi 2.6. 10 Uhr 90 Minuten")
    answer = november.ask("vogt", "STG", "!jahresplan")
    assert answer.startswith("Jahresplan 2027, Entwurf für Steuerungsgruppe Bildung: 3 Termine, je 90 Minuten")
    assert "Schon eingetragen: Mi 02.06.2027" in answer
    assert all("10:00 Uhr" in line and " Mi " in line for line in numbers(answer))


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        (
            "!jahresplan 2 auf 15.6.",
            "Nummer 2 liegt jetzt auf Di 15.06.2027, 14:00 Uhr (bisher Di 08.06.2027, 14:00 Uhr).",
        ),
        ("!jahresplan verschieben 2 auf Mi 16.6. 9 Uhr", "Nummer 2 liegt jetzt auf Mi 16.06.2027, 09:00 Uhr"),
        ("!jahresplan 2 auf den 15. Juni", "Nummer 2 liegt jetzt auf Di 15.06.2027, 14:00 Uhr"),
        ("!jahresplan verschieben 8.6. auf 15.6.", "Nummer 2 liegt jetzt auf Di 15.06.2027, 14:00 Uhr"),
        ("!Jahresplan dazu 21.10. 10 Uhr", "Nummer 5 ist dazugekommen: Do 21.10.2027, 10:00 Uhr"),
        ("!jahresplan dazu 21.10.", "Nummer 5 ist dazugekommen: Do 21.10.2027, 14:00 Uhr"),
        ("!jahresplan 3 streichen", "Nummer 3 (Di 07.09.2027, 14:00 Uhr) ist gestrichen, es bleiben 3 Termine."),
        ("!jahresplan streichen 7.9.", "Nummer 3 (Di 07.09.2027, 14:00 Uhr) ist gestrichen, es bleiben 3 Termine."),
    ],
)
def test_the_office_edits_the_draft_by_number_or_day(draft: World, typed: str, answer: str) -> None:
    """Each edit says what changed."""
    assert draft.ask("vogt", "STG", typed).startswith(answer)


@pytest.mark.parametrize(
    ("typed", "warning"),
    [
        ("!jahresplan 2 auf 29.6.", "Achtung, Di 29.06.2027: Schulausschuss tagt."),
        ("!jahresplan 2 auf 17.5.", "Achtung, Mo 17.05.2027: Pfingstmontag."),
        ("!jahresplan 2 auf 30.3.", "Achtung, Di 30.03.2027: Osterferien."),
        ("!jahresplan dazu Sa 9.10.", "Achtung, Sa 09.10.2027: Samstag."),
    ],
)
def test_a_new_collision_is_said_and_the_office_decides(draft: World, typed: str, warning: str) -> None:
    """The date is taken all the same."""
    assert draft.ask("vogt", "STG", typed).split("\n")[1:] == [warning]


def test_a_working_group_hears_which_invitation_a_date_misses(draft: World) -> None:
    """The steering group's draft counts before it is published."""
    draft.say("demir", "AK", "!jahresplan alle sechs Wochen mittwochs 10 Uhr")
    assert draft.ask("demir", "AK", "!jahresplan 1 auf 2.6.").split("\n")[1:] == [
        "Achtung, Mi 02.06.2027: zu spät für die Einladung zu STG Di 08.06.2027."
    ]


def test_numbers_stay_when_others_go(draft: World) -> None:
    """Two orders in one message mean what was shown; the list keeps the order of time."""
    answer = draft.ask("vogt", "STG", "!jahresplan 2 streichen\n!jahresplan 3 auf 14.9.\n!jahresplan dazu 4.5.")
    assert "Nummer 2 (Di 08.06.2027" in answer and "Nummer 3 liegt jetzt auf Di 14.09.2027" in answer
    assert numbers(draft.ask("hollweg", "STG", "!jahresplan zeigen")) == [
        "1. Di 16.03.2027, 14:00 Uhr",
        "5. Di 04.05.2027, 14:00 Uhr",
        "3. Di 14.09.2027, 14:00 Uhr",
        "4. Di 23.11.2027, 14:00 Uhr",
    ]


def test_asking_again_without_a_wish_shows_the_draft(draft: World) -> None:
    """Nobody loses an afternoon's work by looking; a new wish replaces it and says so."""
    draft.say("vogt", "STG", "!jahresplan 2 auf 15.6.")
    assert "2. Di 15.06.2027, 14:00 Uhr" in draft.ask("vogt", "STG", "!jahresplan")
    answer = draft.ask("vogt", "STG", "!jahresplan zweimal dienstags 14 Uhr")
    assert len(numbers(answer)) == 2 and answer.endswith("Der frühere Entwurf ist ersetzt.")


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("!jahresplan 9 auf 12.5.", "Eine Nummer 9 gibt es im Entwurf nicht. Vorhanden: 1, 2, 3, 4"),
        ("!jahresplan 2 auf 8.6.", "Nummer 2 liegt schon auf Di 08.06.2027, 14:00 Uhr."),
        ("!jahresplan 2 auf 7.9.", "Am Di 07.09.2027 steht schon Nummer 3."),
        ("!jahresplan 2 auf 12.5.2028", "Fr 12.05.2028 liegt nicht im Jahr 2027"),
        ("!jahresplan 2 auf 31.6.", "Den 31.6. gibt es nicht."),
        ("!jahresplan 2 auf bald", "„bald“ verstehe ich nicht als Termin."),
        ("!jahresplan streichen", "Es fehlt die Nummer im Entwurf."),
        ("!jahresplan 1999", "„1999“ verstehe ich nicht als Plan."),
        ("!jahresplan 2035 viermal dienstags 14 Uhr", "2035 kann ich nicht planen. Möglich sind 2027 bis 2030."),
        ("!jahresplan jeden Dienstag 14 Uhr", "Das wären 48 Termine. Ein Plan hat höchstens 30"),
        ("!jahresplan irgendwann mal", "„irgendwann mal“ verstehe ich nicht als Plan."),
    ],
)
def test_what_cannot_be_leaves_the_draft_as_it_was(draft: World, typed: str, answer: str) -> None:
    """With the reason."""
    before = rows(draft, "plan_date")
    assert draft.ask("vogt", "STG", typed).startswith(answer)
    assert rows(draft, "plan_date") == before


def test_publishing_enters_the_dates_with_their_prompts_and_posts_the_plan(draft: World) -> None:
    """Each date with call, deadline and invitation; a second time there is nothing left to publish."""
    draft.say("vogt", "STG", "!jahresplan 1 auf 2.3.")
    draft.heard("STG")
    draft.say("vogt", "STG", "!jahresplan veröffentlichen")
    post, answer, *_files = draft.heard("STG")
    assert post.split("\n") == [
        "Termine 2027: Steuerungsgruppe Bildung",
        "1. Di 02.03.2027, 14:00 Uhr: Aufruf Di 02.02.2027, Themen bis Di 09.02.2027, Einladung Di 16.02.2027",
        "2. Di 08.06.2027, 14:00 Uhr: Aufruf Di 11.05.2027, Themen bis Di 18.05.2027, Einladung Di 25.05.2027",
        "3. Di 07.09.2027, 14:00 Uhr: Aufruf Di 10.08.2027, Themen bis Di 17.08.2027, Einladung Di 24.08.2027",
        "4. Di 23.11.2027, 14:00 Uhr: Aufruf Di 26.10.2027, Themen bis Di 02.11.2027, Einladung Di 09.11.2027",
        "Änderungen melde ich hier. Nächste Termine: !termine",
    ]
    assert answer == "4 Termine für 2027 sind eingetragen."
    assert draft.ask("vogt", "STG", "!jahresplan veröffentlichen").startswith(
        "Für Steuerungsgruppe Bildung gibt es keinen"
    )
    assert len(rows(draft, "meeting")) == 4
    assert {row["series_id"] for row in rows(draft, "meeting")} == {None}
    draft.until("2027-02-02 09:00")
    assert "Themen bitte bis Di 09.02.2027 anmelden" in draft.heard("STG")[-1]


def test_what_was_planned_in_the_meantime_is_not_planned_twice(draft: World) -> None:
    """A date of the body on that day stays as it is."""
    draft.say("vogt", "STG", "!termin 8.6. 10 Uhr")
    draft.heard("STG")
    draft.say("vogt", "STG", "!jahresplan fertig")
    assert "Nicht eingetragen, weil vorbei oder schon belegt: Di 08.06.2027" in "\n".join(draft.heard("STG"))
    assert len([row for row in rows(draft, "meeting") if f"{row['held_on']}" == "2027-06-08"]) == 1


def test_a_draft_that_is_thrown_away_leaves_nothing(draft: World) -> None:
    """And there is nothing to publish."""
    assert draft.ask("vogt", "STG", "!jahresplan verwerfen") == "Der Entwurf für 2027 ist verworfen."
    assert rows(draft, "plan_date") == rows(draft, "plan_draft") == []
    assert draft.ask("vogt", "STG", "!jahresplan veröffentlichen").startswith(
        "Für Steuerungsgruppe Bildung gibt es keinen"
    )


def test_a_draft_belongs_to_its_body(draft: World) -> None:
    """In another room there is none, and members do not plan."""
    assert draft.ask("demir", "AK", "!jahresplan zeigen").startswith(
        "Für AK Flucht & Migration gibt es keinen Entwurf."
    )
    assert draft.ask("reuter", "AK", "!jahresplan").startswith("Das kann ich nicht ausführen")
    assert draft.ask("petersen", "STG", "!jahresplan 1 streichen").startswith("Das kann ich nicht ausführen")


def test_beyond_the_school_data_it_says_so(november: World) -> None:
    """T25: no pretending that there are no breaks."""
    answer = november.ask("vogt", "STG", "!jahresplan 2030 viermal dienstags 14 Uhr")
    assert "Feriendaten liegen mir nur bis Di 14.08.2029 vor." in answer
    assert "Feriendaten" not in november.ask("vogt", "STG", "!jahresplan 2027 viermal dienstags 14 Uhr")


def test_days_without_a_year_belong_to_the_year_that_is_planned(november: World) -> None:
    """In January 2027, „9.5.“ in a draft for 2028 is 2028."""
    november.say("vogt", "STG", "!jahresplan 2028 viermal dienstags 14 Uhr")
    assert november.ask("vogt", "STG", "!jahresplan 1 auf 9.5.").startswith("Nummer 1 liegt jetzt auf Di 09.05.2028")


def test_in_the_middle_of_the_year_what_was_held_counts(november: World) -> None:
    """Four times a year, two of them held: two more."""
    november.say("vogt", "STG", "!termin 2.3. 14 Uhr 120 Minuten")
    november.say("vogt", "STG", "!termin 8.6. 14 Uhr 120 Minuten")
    november.until("2027-07-12 09:00")
    answer = november.ask("vogt", "STG", "!jahresplan viermal")
    assert len(numbers(answer)) == 2 and "Schon eingetragen: Di 02.03.2027, Di 08.06.2027" in answer
    enough = "Für 2027 stehen so schon genug Termine: Di 02.03.2027, Di 08.06.2027"
    assert november.ask("vogt", "STG", "!jahresplan zweimal") == enough
    november.until("2027-12-14 09:00")
    assert november.ask("vogt", "STG", "!jahresplan 2027 zehnmal") == (
        "Für 8 Termine reichen die 3 Tage bis zum Jahresende nicht."
    )


def test_a_jour_fixe_is_told_of_the_series(november: World) -> None:
    """And a body with a series does not get both."""
    assert november.ask("vogt", "JF", "!jahresplan").startswith("Für Jour fixe genügt eine Reihe")
    november.say("vogt", "STG", "!reihe jeden Dienstag 9 Uhr")
    assert november.ask("vogt", "STG", "!jahresplan").startswith("Für Steuerungsgruppe Bildung läuft schon eine Reihe.")


def test_it_can_be_done_in_english(november: World) -> None:
    """From the wish to the post."""
    november.say("vogt", "STG", "!gremium sprache englisch")
    assert "1. Tue 16.03.2027, 14:00" in november.ask("vogt", "STG", "!yearplan four times Tuesdays 14:00")
    assert november.ask("vogt", "STG", "!yearplan 1 to 2.3.").startswith("Number 1 is on Tue 02.03.2027, 14:00 now")
    november.heard("STG")
    november.say("vogt", "STG", "!year plan publish")
    assert "call Tue 02.02.2027, topics until Tue 09.02.2027" in november.heard("STG")[0]


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("!jahresplan 2 streihen", "!jahresplan streichen 2"),
        ("!jahresplan 2027 zeigen", "!jahresplan zeigen"),
        ("!jahresplan veröffentlichn", "!jahresplan veröffentlichen"),
        ("!jahresplan veroeffentlichne", "!jahresplan veröffentlichen"),
        ("!jahrsplan zeigen", "!jahresplan zeigen"),
        ("!jahresplan verschiben 2 auf 15.6.", "!jahresplan verschieben 2 auf 15.6."),
    ],
)
def test_a_slip_of_the_finger_is_offered_corrected(draft: World, typed: str, offered: str) -> None:
    """And „ja“ does it."""
    assert f"Meinten Sie {offered}?" in draft.ask("vogt", "STG", typed)
    draft.say("vogt", "STG", "ja")
    assert "verstehe ich nicht" not in "\n".join(draft.heard("STG"))
