"""The demo's screenplay: four weeks of a jour fixe, and an assignment's way from the steering group and back.

`bot.demo.screenplay` says how to read it. SET_UP prepares the rooms, and the console uses it as well.
"""

from bot.demo.steering import ASSIGNMENT
from bot.demo.year import YEAR

SET_UP = """
-- 2027-01-11 09:00
STG vogt> !gremium neu STG Steuerungsgruppe Bildung strategisch beschließend
STG < Steuerungsgruppe Bildung (STG) ist in diesem Raum eingerichtet.
STG vogt> ja
STG < Die Rollen sind eingetragen.
STG vogt> !rolle Hollweg Leitung
STG < Dr. Martin Hollweg hat jetzt in Steuerungsgruppe Bildung die Rolle Leitung.
AK-FM vogt> !gremium neu AK-FM AK Flucht & Migration operativ unter STG
AK-FM < Übergeordnet: Steuerungsgruppe Bildung (STG)
AK-FM vogt> ja
AK-FM < Thomas Reuter: Mitglied
AK-FM vogt> !rolle Demir Leitung
AK-FM < Aylin Demir hat jetzt in AK Flucht & Migration die Rolle Leitung.
AK-SB vogt> !gremium neu AK-SB AK Übergang Schule–Beruf operativ unter STG
AK-SB vogt> ja
AK-SB vogt> !rolle Mielke Leitung
AK-SB < die Rolle Leitung
JF vogt> !gremium neu JF Jour fixe austausch unter STG
JF vogt> ja
JF < Katrin Vogt: Geschäftsführung
JF vogt> !rolle Petersen Leitung
JF < Sabine Petersen hat jetzt in Jour fixe die Rolle Leitung.
JF vogt> !reihe jeden Dienstag 9 Uhr
JF < jeden Dienstag um 09:00 Uhr
JF < Erster Termin: Di 12.01.2027, 09:00 Uhr
JF vogt> !schließtag 8.2. Rosenmontag
JF < Schließtag Mo 08.02.2027 eingetragen.
"""

DATES = """
AK-FM demir> !termin 20.1. 10 Uhr 120 Minuten
AK-FM < AK Flucht & Migration am Mi 20.01.2027, 10:00 Uhr eingetragen, 120 Minuten.
AK-FM demir> !termin 3.3. 10 Uhr 120 Minuten\\n!termin 14.4. 10 Uhr 120 Minuten\\n!termin 2.6. 10 Uhr 120 Minuten
AK-FM < Mi 03.03.2027, 10:00 Uhr
AK-FM < Mi 14.04.2027, 10:00 Uhr
STG vogt> !termin 2.3. 14 Uhr 120 Minuten
STG < Steuerungsgruppe Bildung am Di 02.03.2027, 14:00 Uhr eingetragen
STG vogt> !termin 8.6. 14 Uhr 120 Minuten
"""

JOUR_FIXE = """
-- 2027-01-11 09:20
JF vogt> !top Datenblatt Übergang
JF < TOP 1 „Datenblatt Übergang“ für Di 12.01.2027 notiert.

-- 2027-01-12 09:10
JF < Heute 09:00 Uhr: Jour fixe.
JF petersen: Guten Morgen zusammen, der Kaffee steht schon nebenan.
JF vogt> !top 1 vertagen
JF < TOP 1 „Datenblatt Übergang“ auf Di 19.01.2027 vertagt
-- 2027-01-12 09:25
JF vogt> !schluss
JF < Merkliste Jour fixe vom Di 12.01.2027

== KW 2, Freitag: Der Themenaufruf kommt von selbst
-- 2027-01-15 10:00
JF < Jour fixe am Di 19.01.2027, 09:00 Uhr. Welche Themen haben Sie?
JF < 1. Datenblatt Übergang (offen vom Di 12.01.2027)
JF < AK-FM Mi 20.01.2027, 10:00 Uhr
JF < Anmeldeschluss: Mo 18.01.2027, 12:00 Uhr
-- 2027-01-15 10:07
JF petersen> !Top Raumplanung Vorbereitungsklassen
JF < TOP 2 „Raumplanung Vorbereitungsklassen“ für Di 19.01.2027 notiert.
-- 2027-01-15 10:20
JF yilmaz> !topp Zensusdaten
JF < Meinten Sie !top Zensusdaten? Antworten Sie mit „ja“.
JF yilmaz> ja
JF < TOP 3 „Zensusdaten“ für Di 19.01.2027 notiert.
-- 2027-01-15 10:24
JF yilmaz~ !top Zensusdaten 2022 – Lieferung IT.NRW
JF < TOP 3 heißt jetzt „Zensusdaten 2022 – Lieferung IT.NRW“.
-- 2027-01-15 10:31
JF petersen~ !Top Raumplanung Vorbereitungsklassen 2027/28
JF < TOP 2 heißt jetzt „Raumplanung Vorbereitungsklassen 2027/28“.
JF < 2. Raumplanung Vorbereitungsklassen 2027/28

== KW 3, Dienstag: Der Jour fixe tagt
-- 2027-01-19 09:10
JF < Heute 09:00 Uhr: Jour fixe.
JF < 2. Raumplanung Vorbereitungsklassen 2027/28
JF < 3. Zensusdaten 2022 – Lieferung IT.NRW
JF < Klärungsbedarf: keiner gemeldet
JF vogt> !ergebnis 2 Bedarf: 4 Räume ab 08/2027. Klärung mit FB 65 bis Ende Januar
JF < Ich lese eine Frist: „bis Ende Januar“ = Fr 29.01.2027.
JF < Soll ich daraus einen Auftrag machen?
JF vogt> 1
JF < Wer ist zuständig?
JF vogt> FB 40
JF < JF-A-2027-001
JF < Zuständig: FB 40. Frist: Fr 29.01.2027.
-- 2027-01-19 09:18
JF petersen> !wv zensus 9.2.
JF < Wiedervorlage für TOP 3 „Zensusdaten 2022 – Lieferung IT.NRW“: Di 09.02.2027
JF < geschlossen (Rosenmontag)
JF vogt> !top 1 vertagen
JF < TOP 1 „Datenblatt Übergang“ auf Di 26.01.2027 vertagt (2. Mal).
-- 2027-01-19 09:29
JF vogt> !schluss
JF < Merkliste Jour fixe vom Di 19.01.2027
JF < Raumplanung Vorbereitungsklassen 2027/28: Bedarf: 4 Räume ab 08/2027.

== KW 4: Nichts Neues, also fragt der Bot, ob der Termin stattfindet
-- 2027-01-22 10:00
JF < Jour fixe am Di 26.01.2027, 09:00 Uhr. Welche Themen haben Sie?
JF < Fristen bis Fr 05.02.2027: JF-A-2027-001 am Fr 29.01.2027 (FB 40)
-- 2027-01-25 12:00
STG < Bericht an Steuerungsgruppe Bildung
STG < NEUE ERGEBNISSE: JF 1
JF < Findet der Termin statt?
-- 2027-01-25 12:11
JF petersen> 2
JF < Jour fixe am Di 26.01.2027, 09:00 Uhr entfällt.
JF < TOP 1 „Datenblatt Übergang“ ist zum 3. Mal vertagt und steht jetzt am Di 02.02.2027 an.
JF petersen> 1
JF < es bleibt wie es ist

== KW 5: Die Frist ist verstrichen; in der Steuerungsgruppe beginnt die Vorbereitung
-- 2027-02-02 09:05
JF < JF-A-2027-001
JF < ist seit Fr 29.01.2027 überfällig.
STG < ÜBERFÄLLIG (1)
STG < Steuerungsgruppe Bildung am Di 02.03.2027, 14:00 Uhr.
STG < Themen bitte bis Di 09.02.2027 anmelden
JF < Heute 09:00 Uhr: Jour fixe.
JF vogt> !ergebnis 1 Das Datenblatt wird ab März an alle Schulen verschickt.
JF < Ergebnis zu TOP 1 notiert.
-- 2027-02-02 09:12
JF vogt> !ergebnis JF A 1 4 Räume im Schulzentrum Nord sind zugesagt.
JF < Ergebnis zu JF-A-2027-001 vorgelegt.
JF vogt> !abnehmen JF A 1
JF < Ergebnis zu JF-A-2027-001 abgenommen.
JF vogt> !erledigt JF A 1 übernommen
JF < JF-A-2027-001 ist erledigt (übernommen).
-- 2027-02-02 09:24
JF vogt> !schluss
JF < Merkliste Jour fixe vom Di 02.02.2027

== KW 5, Freitag: Am Rosenmontag ist geschlossen, der Aufruf kommt früher
-- 2027-02-05 10:00
JF < Jour fixe am Di 09.02.2027, 09:00 Uhr. Welche Themen haben Sie?
JF < Zensusdaten 2022 – Lieferung IT.NRW
JF < Der Zeitplan weicht dem Mo 08.02.2027 aus (Rosenmontag).
JF < Anmeldeschluss: Fr 05.02.2027, 12:00 Uhr
"""

STORY = (
    f"== Die Gremien werden eingerichtet{SET_UP}{DATES}\n== KW 2: Der Jour fixe beginnt{JOUR_FIXE}{ASSIGNMENT}{YEAR}"
)
