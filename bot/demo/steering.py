"""The demo's second story: an assignment from the steering group to the committee and back (domain, story 2)."""

ASSIGNMENT = """
== KW 6: Ein Thema für die Steuerungsgruppe, und der Jour fixe macht Pause
-- 2027-02-09 09:05
JF < Heute 09:00 Uhr: Jour fixe.
STG demir> !top Sprachmittlung in Kitas E 20 Min
STG < TOP 1 „Sprachmittlung in Kitas“ (Entscheidung, 20 Minuten)
-- 2027-02-09 09:25
JF petersen> !ergebnis 1 Die Daten von IT.NRW sind da.
JF < Ergebnis zu TOP 1 notiert.
JF vogt> !schluss
JF < Merkliste Jour fixe vom Di 09.02.2027
JF vogt> !gremium ruhen
JF < ich melde mich nicht mehr von selbst

== Di 02.03.: Die Steuerungsgruppe erteilt einen Auftrag
-- 2027-02-15 10:00
STG vogt> !einladung prüfen
STG < Entwurf der Einladung: Steuerungsgruppe Bildung am Di 02.03.2027, 14:00 Uhr
-- 2027-02-16 10:00
STG vogt> !einladung senden
STG < Einladung versandt am Di 16.02.2027, Frist 14 Tage gewahrt.
STG < 2027-03-02_STG_Tagesordnung.docx
-- 2027-02-17 09:00
AK-FM < AK Flucht & Migration am Mi 03.03.2027, 10:00 Uhr.
-- 2027-03-02 15:10
STG < Tagesordnung: Steuerungsgruppe Bildung am Di 02.03.2027, 14:00 Uhr.
STG < Sprachmittlung in Kitas (Entscheidung, 20 Minuten)
STG vogt> !anwesend 7 von 9, entschuldigt FB 51, FB 80
STG < wäre Steuerungsgruppe Bildung beschlussfähig. Bitte bestätigt die Leitung: !beschlussfähig ja
STG hollweg> !beschlussfähig ja
STG < Festgestellt: Steuerungsgruppe Bildung ist beschlussfähig (7 von 9).
STG vogt> !beschluss TOP 1: Der AK prüft Bedarf und Finanzierung einer Sprachmittlung in Kitas. ja 7
STG < Beschlusstext zu TOP 1 gespeichert. Stimmen: 7 ja, 0 nein, 0 Enthaltungen – einstimmig.
STG hollweg> !feststellen
STG < STG-B-2027-001 festgestellt
STG vogt> !auftrag an AK-FM: Sprachmittlung in Kitas prüfen, Ergebnis: Handlungsempfehlung mit Kosten zu TOP 1
STG < Es fehlt die Frist. Vorschlag: Fr 21.05.2027, damit
STG vogt> ja
STG < STG-A-2027-001
STG < Ich melde es im Raum von AK Flucht & Migration.
AK-FM < Neuer Auftrag von Steuerungsgruppe Bildung: STG-A-2027-001
AK-FM < Erwartetes Ergebnis: Handlungsempfehlung mit Kosten.
-- 2027-03-02 15:40
STG vogt> !schluss
STG < Merkliste Steuerungsgruppe Bildung vom Di 02.03.2027
STG < STG-A-2027-001 Sprachmittlung in Kitas prüfen, zuständig: AK-FM, Frist: Fr 21.05.2027

== Mi 03.03.: Der Arbeitskreis fragt nach und nimmt an
-- 2027-03-03 10:20
AK-FM demir> !klärung A1 Wer liefert die Kita-Zahlen? FB 51 sitzt nicht im AK
AK-FM < Klärungsbedarf zu STG-A-2027-001 gemeldet
STG < Klärungsbedarf zu STG-A-2027-001
STG < von AK-FM: Wer liefert die Kita-Zahlen?
-- 2027-03-03 10:45
STG vogt> !geklärt A1 FB 51 arbeitet zu bis 16.04., Ansprechstelle Kita-Fachberatung
STG < Soll ich die Zuarbeit von FB 51 bis Fr 16.04.2027 anlegen?
AK-FM < FB 51 arbeitet zu bis 16.04.
STG vogt> ja
STG < STG-A-2027-001/1
AK-FM < Zu STG-A-2027-001 ist eine Zuarbeit bestellt: STG-A-2027-001/1
AK-FM demir> !annehmen A1
AK-FM < STG-A-2027-001 ist angenommen.
STG < AK-FM hat STG-A-2027-001
-- 2027-03-03 11:30
AK-FM reuter> !auftrag an FB 51: Zahlen bis Freitag
AK-FM < Das kann ich nicht ausführen: Aufträge erteilt in diesem Gremium die Leitung
AK-FM demir> !schluss
AK-FM < Merkliste AK Flucht & Migration vom Mi 03.03.2027

== Mi 14.04.: Ein Zwischenstand vom Telefon, den die Leitung bestätigt
-- 2027-04-14 10:40
AK-FM reuter> !stand A1 zahlen von 11 von 14 kitas da rest kommt
AK-FM < Sachstand zu STG-A-2027-001 vorgeschlagen.
-- 2027-04-14 10:44
AK-FM demir> !stand A1 ok
AK-FM < Sachstand zu STG-A-2027-001 bestätigt.

-- 2027-04-16 12:00
AK-FM demir> !ergebnis A1/1 14 von 14 Kitas
AK-FM < Ergebnis zu STG-A-2027-001/1 vorgelegt.
AK-FM demir> !abnehmen A1/1
AK-FM < Ergebnis zu STG-A-2027-001/1 abgenommen.
AK-FM demir> !erledigt A1/1 übernommen
AK-FM < STG-A-2027-001/1 ist erledigt (übernommen).
AK-FM demir> !rückgängig
AK-FM < Zurückgenommen
AK-FM demir> !erledigt A1/1 übernommen
AK-FM < STG-A-2027-001/1 ist erledigt (übernommen).

== Mai: Das Ergebnis liegt vor, der Bericht sagt, was zu entscheiden ist
-- 2027-05-20 11:00
AK-FM demir> !ergebnis A1 Wir empfehlen einen Pool mit 12 Sprachmittlern, 38.000 € pro Jahr. Start 01.10.2027 möglich.
AK-FM < Ergebnis zu STG-A-2027-001 vorgelegt.
STG < liegt vor (Version 1, AK-FM): Wir empfehlen einen Pool mit 12 Sprachmittlern
-- 2027-05-24 09:00
STG < ENTSCHEIDUNG NÖTIG (1)
STG < Ergebnis liegt vor, bitte abnehmen (TOP 1 am Di 08.06.2027).
-- 2027-06-01 10:00
STG vogt> !nachbessern A1 bitte Folgekosten 2028–2030 ergänzen, bis Mo 07.06.
STG < geht zur Nachbesserung an AK-FM. Frist: Mo 07.06.2027.
AK-FM < bitte nachbessern bis Mo 07.06.2027
-- 2027-06-04 09:30
AK-FM demir> !ergebnis A1 Pool mit 12 Sprachmittlern, 38.000 € pro Jahr; Folgekosten 2028–2030: 39.500 € im Mittel.
AK-FM < Ergebnis zu STG-A-2027-001 vorgelegt, Version 2.
STG < liegt vor (Version 2, AK-FM)

== Juni: Abnahme, Beschluss und die Rückmeldung an den Arbeitskreis
-- 2027-06-08 14:30
STG < Tagesordnung: Steuerungsgruppe Bildung am Di 08.06.2027, 14:00 Uhr.
STG vogt> !abnehmen A1
STG < Ergebnis zu STG-A-2027-001 abgenommen.
AK-FM < hat das Ergebnis zu STG-A-2027-001
STG vogt> !empfehlung TOP 1: Der Pool wird eingerichtet. einvernehmlich
STG < Empfehlung zu TOP 1 gespeichert. Abstimmung: einvernehmlich.
STG hollweg> !feststellen
STG < STG-E-2027-001 festgestellt
-- 2027-06-08 15:50
STG vogt> !schluss
STG < Merkliste Steuerungsgruppe Bildung vom Di 08.06.2027
-- 2027-06-30 09:10
STG vogt> !erledigt A1 übernommen, Schulausschuss 29.06. geändert beschlossen (10 Sprachmittler), Vorlage 112/2027
STG < Was wurde aus dem Ergebnis zu STG-A-2027-001?
STG vogt> 1
STG < STG-A-2027-001 ist erledigt (teilweise übernommen).
AK-FM < Rückmeldung zu STG-A-2027-001
AK-FM < Schulausschuss 29.06. geändert beschlossen (10 Sprachmittler), Vorlage 112/2027
AK-FM < Damit ist der Auftrag erledigt. Vielen Dank.
STG vogt> !details A1
STG < Klärungsbedarf: Wer liefert die Kita-Zahlen?
JF vogt> !gremium aktiv
JF < Jour fixe arbeitet wieder.
"""
