"""What the bot says about the year's dates and planning backwards."""

from collections.abc import Mapping

TEXTS: Mapping[str, str | Mapping[str, str]] = {
    # Committees outside the bot
    "committees.add.summary": "Enter dates of a committee or the council, several at once, with or without the day its "
    "papers are due.",
    "committees.add.examples": "!committee Schulausschuss 29.6. papers due 11.6.\n!committee Rat 6.7., 28.9. and 14.12.",
    "committees.drop.summary": "Delete a date of a committee.",
    "committees.drop.examples": "!committee drop Schulausschuss 29.6.",
    "committees.list.summary": "Show the dates of the committees and when their papers are due.",
    "committees.list.examples": "!committees",
    "kind.committee_days": "<committee> <days> [papers due <day>]",
    "kind.committee_date": "<committee> [<day>]",
    "missing.committee_days": "The committee and the day are missing.",
    "missing.committee_date": "The committee is missing.",
    "committees.add.done": "Entered for the whole town hall:",
    "committees.line": "{committee} {day}, papers due {paper}",
    "committees.same_day": "Note: {bodies} meets on {day} as well.",
    "committees.drop.done": "{committee} on {day} is deleted.",
    "committees.title": "Dates of the committees:",
    "committees.none": "No committees are entered. To enter one: `!committee Schulausschuss 29.6. papers due 11.6.`",
    "committees.unknown": "none",
    "committee.no_day": "The day for “{committee}” is missing, for example: `!committee {committee} 29.6.`",
    "committee.too_many": "These are {count} dates. I take {most} at once.",
    "committee.paper_late": "The papers would be due on {paper}, after the meeting on {day} ({committee}).",
    "committee.unknown": "I do not have a committee “{typed}”. Entered: {known}",
    "committee.not_then": "{committee} has no date on {day}. Entered: {known}",
    "committee.one_day": "Please only one date for {committee} at a time.",
    # Lead times
    "lead_times.show.summary": "Show topic call, closing of the list and invitation for the next meetings; as the office "
    "change how long before.",
    "lead_times.show.examples": "!lead times\n!lead times invitation 14 full days\n!lead times call 35 items 24\n"
    "!lead times papers 20\n!lead times usual",
    "kind.leads": "<period> <days>",
    "missing.leads": "It is missing which period is how many days before.",
    "lead_times.title": "**Back-counted days for {body}**",
    "lead_times.no_meeting": "No date is planned for {body}.",
    "lead_times.usual": "Here: call {call} days, list closes {deadline} days before, {invitation}.",
    "lead_times.usual.weekdays": "Here: call {call}, list closes {deadline} weekdays before, {invitation}.",
    "lead_times.invitation": "invitation {days} days before",
    "lead_times.full_days": "invitation {days} full days before",
    "lead_times.no_invitation": "no invitation",
    "lead_times.town": "For everybody: papers {paper} days before a committee, co-signing {cosigning} working days.",
    "lead_times.changed": "Changed. Calls and closing days of the next meetings are counted anew.",
    "lead_times.changed.town": "Changed, for the whole town hall.",
    "lead.unreadable": "I cannot read “{typed}” as a period. For example: `!lead times invitation 14`, "
    "`!lead times call 28 items 21`, `!lead times cosigning 5`",
    "lead.out_of_order": "That does not work out: call {call}, list closes {deadline}, invitation {invitation} days "
    "before. The call comes first, the invitation last; at most {longest} days.",
    "lead.too_long": "Allowed are 1 to {longest} days.",
    "schedule.line": "{moment}: call {call}, topics until {deadline}, invitation {invitation}",
    "schedule.line.bare": "{moment}: call {call}, topics until {deadline}{invitation}",
    "schedule.moved": "{day} (instead of {wished}: {why})",
    # Planning backwards
    "backward.show.summary": "Plan backwards from a committee: the latest days for paper, meeting, invitation and result.",
    "backward.show.examples": "!backwards Schulausschuss 29.6.\n!backwards Schulausschuss",
    "backward.title": "**Backwards from {committee} on {day}**",
    "backward.committee": "{committee}: {day}",
    "backward.paper": "Papers due at the council's office: {day}",
    "backward.paper.usual": "Papers due at the council's office: {day} (by the usual lead time)",
    "backward.signing": {
        "one": "Co-signing, {count} working day: {day} to {until}",
        "other": "Co-signing, {count} working days: {day} to {until}",
    },
    "backward.steering": "{body}: {moment}",
    "backward.steering.none": "{body}: no date planned, {day} at the latest",
    "backward.invitation": "Its invitation: {day}",
    "backward.result": "Result at the latest: {day}",
    "backward.group": "{body}, last before that: {moment}",
    "backward.group.over": "{body}, last before that: {moment} (over)",
    "backward.group.none": "{body}: no date planned before that",
    "backward.short": {
        "one": "Note: {count} working day is left for co-signing instead of {usual}. For all of them {sign} would have to "
        "meet by {day}.",
        "other": "Note: {count} working days are left for co-signing instead of {usual}. For all of them {sign} would have to "
        "meet by {day}.",
    },
    "backward.missed.paper": "**This does not fit any more:** papers were due on {day}. A late paper is for the office to "
    "decide.",
    "backward.missed.steering": "**This does not fit:** no meeting is planned before the papers are due ({body}, {day} at the "
    "latest).",
    "backward.missed.invitation": "**This does not fit any more:** the invitation for {meeting_on} ({body}) was on {day}. A "
    "late paper is for the office to decide.",
    "backward.missed.result": "**This is getting tight:** the result for {meeting_on} ({body}) should be there by {day}.",
    "backward.instead": "It would work with {committee} on {day}: result by {result}.",
    "backward.no_other": "I know no later date with which it would work. To enter one: `!committee {committee} …`",
    "backward.no_steering": "No steering group stands above {body} to count from.",
    "assignment.when.reaches.committee": "The due date is missing. Proposal: {day}, so that the result is there for the "
    "invitation to {meeting_on} and {committee} on {committee_on} stays within reach. Answer “yes” or with a date.",
}
