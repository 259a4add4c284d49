"""Any time expression, alternatives, and the times of whole sentences."""

from datetime import date, time
from pathlib import Path

import pytest

from commands.dates.readings import Ambiguous, Found, Impossible, Length, Moment, Rhythm, Span
from commands.dates.sentences import find_times, read_choices, read_expression
from commands.dates.wording import length_words, moment_words, span_words
from tests.dates.town import NOW, NRW, failure, found, options, value

TUESDAY, WEDNESDAY = date(2027, 1, 19), date(2027, 1, 20)
NO_TIMES = (Path(__file__).parent / "no_times.txt").read_text(encoding="utf-8").splitlines()
PHRASES = [
    line.split("\t") for line in (Path(__file__).parent / "time_phrases.tsv").read_text(encoding="utf-8").splitlines()
]


def _said(one: object) -> str:
    if isinstance(one, Span):
        return span_words(one)
    return length_words(one) if isinstance(one, Length) else moment_words(one) if isinstance(one, Moment) else ""


@pytest.mark.parametrize(("text", "words"), PHRASES)
def test_a_phrase_of_daily_writing_means_what_is_written_beside_it(text: str, words: str) -> None:
    reading = read_expression(text, NOW, NRW)
    assert isinstance(reading, Found | Ambiguous)
    several = reading.options if isinstance(reading, Ambiguous) else (reading,)
    assert " | ".join(_said(one.value) for one in several) == words


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Dienstag um 9", Moment),
        ("Ostern", Moment),
        ("in zwei Stunden", Moment),
        ("Di 14-16 Uhr", Span),
        ("KW 6", Span),
        ("Mai", Span),
        ("nach Ostern", Span),
        ("bis 11", Span),
        ("5. und 6. Mai", Span),
        ("Dienstag 9 Uhr für zwei Stunden", Span),
        ("zwei Wochen", Length),
        ("2 h", Length),
        ("dienstags um 9", Rhythm),
        ("jeden ersten Montag im Monat", Rhythm),
        ("tomorrow at 9", Moment),
        ("after 6 pm", Span),
        ("half an hour", Length),
        ("every Tuesday", Rhythm),
    ],
)
def test_the_reading_has_the_kind_of_what_was_said(text: str, kind: type) -> None:
    assert isinstance(value(read_expression, text), kind)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("zwischen 14:00 und 16:00 am 10.11.", "Mi 10.11.2027, 14:00 bis 16:00 Uhr"),
        ("9 Uhr bis 11 Uhr am Freitag", "Fr 22.01.2027, 09:00 bis 11:00 Uhr"),
        ("am Wochenende", "Sa 23.01.2027 bis So 24.01.2027"),
        ("Ende März", "So 21.03.2027 bis Mi 31.03.2027"),
        ("Ende Januar / Anfang Februar", "Do 21.01.2027 bis Mi 10.02.2027"),
        ("KW 5 (1.2.-5.2.)", "Mo 01.02.2027 bis Fr 05.02.2027"),
        ("Mo-Mi, 25.-27.1.", "Mo 25.01.2027 bis Mi 27.01.2027"),
        ("bis zu den Sommerferien", "bis So 18.07.2027"),
        ("Anreise 9.11., Abreise 11.11.", "Di 09.11.2027 bis Do 11.11.2027"),
        ("2 Nächte ab 9.11.", "Di 09.11.2027 bis Do 11.11.2027"),
        ("KW 6 Mi halb drei", "Mi 10.02.2027, 14:30 Uhr"),
        ("im Laufe des Vormittags am 8.11.", "Mo 08.11.2027, am Vormittag"),
        ("eine knappe Stunde", "1 Stunde"),
        ("gut zwei Stunden", "2 Stunden"),
    ],
)
def test_what_is_said_of_one_end_or_roughly_holds_for_the_whole(text: str, words: str) -> None:
    assert _said(value(read_expression, text)) == words


@pytest.mark.parametrize("text", ["KW 5 (8.2.-12.2.)", "Mo-Mi, 26.-28.1."])
def test_a_span_said_twice_in_two_ways_is_not_read(text: str) -> None:
    assert read_expression(text, NOW, NRW) is None


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Frau Freitag kommt am Freitag.", ["am Freitag"]),
        ("Dr. März ist ab März im Amt.", ["ab März"]),
        ("Ich habe 2 Stunden Unterricht.", []),
        ("Der Unterricht dauert 2 Stunden.", ["2 Stunden"]),
        ("Das Kind ist 3 Jahre alt.", []),
        ("Der Vertrag gilt für 3 Jahre.", ["für 3 Jahre"]),
        ("Die Fahrt verschiebt sich um 20 Minuten.", ["20 Minuten"]),
        ("Er sagte: „Morgen komme ich.“", ["Morgen"]),
        ("Das Magazin „Morgen“ ist weg.", []),
    ],
)
def test_names_titles_and_amounts_are_told_from_times(text: str, pieces: list[str]) -> None:
    firsts = [one.options[0] if isinstance(one, Ambiguous) else one for one in find_times(text, NOW, NRW)]
    assert [text[one.start : one.end] for one in firsts] == pieces


@pytest.mark.parametrize("label", ["Abflug: ", "Beginn ", "Datum: ", "Termin: "])
def test_a_label_before_a_time_adds_nothing(label: str) -> None:
    assert value(read_expression, f"{label}19.1., 20:27 Uhr") == Moment(TUESDAY, time(20, 27))


def test_what_cannot_be_is_said_here_too() -> None:
    assert failure(read_expression, "Di 25 Uhr").key == "time.does_not_exist"
    assert failure(read_expression, "14 Uhr UTC").data == {"zone": "UTC"}
    assert read_expression("Zensus 2022", NOW, NRW) is None


@pytest.mark.parametrize(
    ("text", "moments"),
    [
        ("Di oder Mi 10 Uhr", [Moment(TUESDAY, time(10)), Moment(WEDNESDAY, time(10))]),
        ("Dienstag 9 oder 10 Uhr", [Moment(TUESDAY, time(9)), Moment(TUESDAY, time(10))]),
        (
            "Montag oder Dienstag nachmittag",
            [Moment(date(2027, 1, 25), part="afternoon"), Moment(TUESDAY, part="afternoon")],
        ),
        ("am 3., 5. oder 7. Mai", [Moment(date(2027, 5, day)) for day in (3, 5, 7)]),
    ],
)
def test_alternatives_are_ambiguous_and_all_of_them_can_be_had(text: str, moments: list[Moment]) -> None:
    assert options(read_expression, text) == moments
    assert list(read_choices(text, NOW, NRW)) == moments


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Di 9-11 oder Mi 14-16 Uhr", 2),
        ("19.1. 9 Uhr, 20.1. 14 Uhr, 21.1. 10 Uhr", 3),
        ("Di, Mi und Do", 3),
        ("Dienstag", 1),
        ("Dienstag oder Raum 3", 0),
        ("", 0),
    ],
)
def test_a_list_of_proposals_is_read_to_its_end_or_not_at_all(text: str, count: int) -> None:
    assert len(read_choices(text, NOW, NRW)) == count


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Die Sitzung findet am Dienstag, 19.1., um 9 Uhr statt.", ["am Dienstag, 19.1., um 9 Uhr"]),
        ("Wir treffen uns morgen um 14:30 Uhr im Rathaus.", ["morgen um 14:30 Uhr"]),
        ("Der Flug geht am 23.11. um 20.27 Uhr ab Köln.", ["am 23.11. um 20.27 Uhr"]),
        ("Bitte bis Freitag, 12 Uhr melden.", ["bis Freitag, 12 Uhr"]),
        ("Der Bericht kommt bis Ende März.", ["bis Ende März"]),
        ("Können wir heute Abend telefonieren?", ["heute Abend"]),
        ("Am 5. und 6. Mai ist Klausur.", ["Am 5. und 6. Mai"]),
        ("Vom 3. bis 5. Mai bin ich im Urlaub.", ["Vom 3. bis 5. Mai"]),
        ("Das Amt ist von Montag bis Mittwoch geschlossen.", ["von Montag bis Mittwoch"]),
        ("Ich bin ab 9.5. für zwei Wochen weg.", ["ab 9.5. für zwei Wochen"]),
        ("Die Sitzung dauert 90 Minuten.", ["90 Minuten"]),
        ("Passt Ihnen Dienstag oder Mittwoch um 10 Uhr?", ["Dienstag oder Mittwoch um 10 Uhr"]),
        ("In der KW 6 sind keine Termine.", ["In der KW 6"]),
        ("Der Ausschuss tagt jeden ersten Montag im Monat.", ["jeden ersten Montag im Monat"]),
        ("Nach den Osterferien beginnt die Erhebung.", ["Nach den Osterferien"]),
        ("Es geht um 9 los.", ["um 9"]),
        ("Um 9 beginnen wir mit TOP 3.", ["Um 9"]),
        ("Abgabe ist spätestens am 15.5.2027.", ["spätestens am 15.5.2027"]),
        ("Die Frist endet am 31.03.2027, also vor Ostern.", ["am 31.03.2027", "vor Ostern"]),
        ("Wir sehen uns übermorgen.", ["übermorgen"]),
        ("Nächste Woche habe ich keine Zeit.", ["Nächste Woche"]),
        ("Der Termin am 12.05.2027 von 10:00 bis 11:30 Uhr entfällt.", ["am 12.05.2027 von 10:00 bis 11:30 Uhr"]),
        ("Das war gestern.", ["gestern"]),
        ("Seit Montag läuft die Anmeldung.", ["Seit Montag"]),
        ("Die Anreise ist am Fr 18 Uhr, die Abreise am So 12 Uhr.", ["am Fr 18 Uhr", "am So 12 Uhr"]),
        ("Zwischen dem 10. und dem 12. Mai ist das Büro zu.", ["Zwischen dem 10. und dem 12. Mai"]),
        ("Ab sofort gilt die neue Regelung.", ["Ab sofort"]),
        ("Mo-Fr 9-17 Uhr geöffnet.", ["Mo-Fr", "9-17 Uhr"]),
        ("Wir brauchen dafür zwei Wochen.", ["zwei Wochen"]),
        ("Der Rat tagt am 3. Dezember um halb sechs.", ["am 3. Dezember um halb sechs"]),
        ("Das Treffen beginnt 10 Uhr c.t. im Saal.", ["10 Uhr c.t."]),
        ("Beginn: 18:30 Uhr, Ende: 20 Uhr", ["18:30 Uhr", "20 Uhr"]),
        ("Rückmeldung bitte vor 11 Uhr.", ["vor 11 Uhr"]),
        ("Die Mail kam heute früh.", ["heute früh"]),
        ("Ich rufe in einer halben Stunde an.", ["in einer halben Stunde"]),
        ("Am Montagabend ist Elternabend.", ["Am Montagabend"]),
        ("In der Nacht auf Mittwoch wird das System abgeschaltet.", ["In der Nacht auf Mittwoch"]),
        ("Der Vertrag läuft vom 1.1.2027 bis 31.12.2028.", ["vom 1.1.2027 bis 31.12.2028"]),
        ("Im Juni und im Juli ist viel los.", ["Im Juni und im Juli"]),
        ("Mitte nächster Woche wissen wir mehr.", ["Mitte nächster Woche"]),
        ("The meeting is on Tuesday at 9 am.", ["on Tuesday at 9 am"]),
        ("Please answer by Friday noon.", ["by Friday noon"]),
        ("See you tomorrow morning at 10.", ["tomorrow morning at 10"]),
        ("We will be closed from May 3rd to May 5th.", ["from May 3rd to May 5th"]),
        ("Could we meet next Tuesday afternoon?", ["next Tuesday afternoon"]),
        ("Termin am 21.5. im Raum 3.12, Vorlage 041/2027.", ["am 21.5."]),
        ("Zu TOP 3 am 21.5.: bitte 12 Exemplare.", ["am 21.5."]),
        ("Abfahrt 06:15 Uhr, Ankunft 08:40 Uhr am 2. Juni.", ["06:15 Uhr", "08:40 Uhr am 2. Juni"]),
        ("Der nächste Jour fixe ist am Di 19.01.2027, 09:00 Uhr.", ["am Di 19.01.2027, 09:00 Uhr"]),
        ("Dienstags um 9 trifft sich die Runde.", ["Dienstags um 9"]),
    ],
)
def test_the_times_of_a_sentence_are_found_with_their_places(text: str, pieces: list[str]) -> None:
    times = find_times(text, NOW, NRW)
    firsts = [one.options[0] if isinstance(one, Ambiguous) else one for one in times]
    assert [text[one.start : one.end] for one in firsts] == pieces


def test_a_date_that_cannot_be_is_found_and_refused() -> None:
    (one,) = find_times("Die Sitzung am 30.2. entfällt.", NOW, NRW)
    assert isinstance(one, Impossible) and one.key == "date.does_not_exist"


def test_a_long_text_is_searched_to_its_limit_only() -> None:
    assert find_times("Text. " * 1000 + "Dienstag", NOW, NRW) == ()


def test_sentences_without_a_time_raise_no_alarm() -> None:
    """At most one in two hundred."""
    assert len(NO_TIMES) >= 500
    alarms = [text for text in NO_TIMES if find_times(text, NOW, NRW)]
    assert len(alarms) * 200 <= len(NO_TIMES), alarms


def test_found_is_the_ordinary_case() -> None:
    assert found(read_expression("gegen 15 Uhr", NOW, NRW)).note is not None
