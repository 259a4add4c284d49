"""The demo's last act: a date is found together, a year is planned, and a committee's date is counted back from."""

YEAR = """
== Juli: Einen Tag gemeinsam finden
-- 2027-07-01 10:00
AK-SB mielke> !terminfindung Fachtag: Mi 15.9. 10 Uhr, Do 16.9. 14 Uhr oder Fr 17.9. 9 Uhr
AK-SB < Terminfindung „Fachtag“, 60 Minuten. Welche Termine passen Ihnen?
AK-SB < 3. Fr 17.09.2027, 09:00 Uhr
AK-SB yilmaz> !passt 1,3
AK-SB vogt> !passt 1
AK-SB mielke> !passt 1
AK-SB < Was soll ich eintragen?
AK-SB mielke> 1
AK-SB < AK Übergang Schule–Beruf am Mi 15.09.2027, 10:00 Uhr eingetragen, 60 Minuten.
AK-SB < 2027-09-15_AK-SB.ics

== Das nächste Jahr, um Ferien, Feiertage und den Ausschuss herum
-- 2027-07-01 10:30
STG vogt> !ausschuss Schulausschuss 7.3.2028 Vorlagenschluss 18.2.2028
STG < Schulausschuss Di 07.03.2028, Vorlagenschluss Fr 18.02.2028
STG vogt> !jahresplan 2028 viermal dienstags 14 Uhr 120 Minuten
STG < Jahresplan 2028, Entwurf für Steuerungsgruppe Bildung: 4 Termine
STG vogt> !jahresplan 1 auf 15.2.
STG < Nummer 1 liegt jetzt auf Di 15.02.2028, 14:00 Uhr
STG vogt> !jahresplan veröffentlichen
STG < Di 15.02.2028, 14:00 Uhr: Aufruf Di 18.01.2028, Themen bis Di 25.01.2028, Einladung Di 01.02.2028
STG < STG_Termine_2028.ics
AK-FM demir> !jahresplan 2028 alle sechs Wochen mittwochs 10 Uhr
AK-FM < statt Mi 09.08.2028: Sommerferien
AK-FM demir> !jahresplan veröffentlichen
AK-FM < 9 Termine für 2028 sind eingetragen.
AK-FM demir> !rückwärts Schulausschuss
AK-FM < Ergebnis spätestens: Fr 28.01.2028
AK-FM < AK-FM zuletzt davor: Mi 12.01.2028, 10:00 Uhr
"""
