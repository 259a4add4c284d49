"""What the bot posts by itself."""

TEXTS = {
    "arrived": "Good day, I am the assistant to the bodies of {town}. I keep the meetings, topics, assignments and "
    "results of this body, so that its work can be prepared, done and followed up. Nobody’s conduct or performance is "
    "evaluated.\nI read only what begins with “!”, mentions me or replies to me. I discard everything else at once. What "
    "you write to me is stored with your user id, your role and the time; if you remove a message, I remove its text "
    "everywhere. Please do not mention names or cases of citizens.\nTo get started: `!help`",
    "arrived.public": "Please note: this room is public. I write no digests here.",
    "arrived.unencrypted": "Please note: this room is not encrypted. Content from encrypted rooms does not arrive here.",
    "undecryptable": "I could not decrypt a message from {at}. Please send it again.",
    "read_late": "I can read the message from {at} only now. I carry it out:",
    "unsealed": "A message from {at} came in clear into this encrypted room. I did not carry it out. Please send it "
    "encrypted, or from another device.",
    # The weekly loop
    "call.exchange": "**{body} on {moment}. Which topics do you have?**",
    "call.formal": "**{body} on {moment}.** Please send in topics by {deadline_on}: "
    "`!item Title` (I = information, B = consultation, E = decision).",
    "call.known": "Already planned:",
    "call.dates": "Meetings until {until}: {dates}",
    "call.date": "{sign} {moment}",
    "call.due": "Due dates until {until}: {due}",
    "call.due.line": "{number} on {day} ({receiver})",
    "call.due.line.overdue": "{number} overdue since {day} ({receiver})",
    "call.moved": "The schedule avoids {day} ({why}).",
    "call.how": "Send in a topic: `!item Title`. Topics are due by {deadline}",
    "morning.exchange": "**Today at {time}: {body}.**",
    "morning.formal": "**Agenda: {body} on {moment}.**",
    "morning.clarify": "Queries: {numbers}",
    "ask_whether.none": "No topic has been sent in for {body} on {day}. Does the meeting take place?",
    "ask_whether.some": "Only postponed items are on the agenda for {body} on {day} ({items}). "
    "Does the meeting take place?",
    "ask_whether.yes": "yes",
    "ask_whether.no": "cancelled",
    "ask_whether.short": "15 minutes",
    "item.postponed_often": "Item {number} “{title}” has been postponed {count} times and is now due on {day}. "
    "What shall be done?",
    "item.keep": "deal with it then",
    "item.park": "into the backlog",
    "item.drop": "drop it",
    "results.title": "**Results of {body} on {day}**",
    "results.none": "No results are recorded.",
    "results.line": "{title}: {text}",
    "results.line.bare": "{title}: dealt with",
    "results.assignments": "Assignments:",
    "results.assignment": "{number} {title}, responsible: {receiver}, due: {day}",
    "results.moved": "Carried over to {moment}: {titles}",
    "results.parked": "In the backlog: {titles}",
    "results.next": "Next meeting: {moment}",
    # Assignments
    "assignment.told.elsewhere": "There is news about {number} from {body}. I do not pass on the text "
    "because this room is not encrypted.",
    "assignment.told.new": "**New assignment from {giver}: {number}** “{title}”\nExpected result: {expected}. "
    "Due: {day}.\nPlease confirm by {accept_by}: `!accept {number}`, or ask: `!query {number} …`",
    "assignment.told.accepted": "{receiver} has accepted {number} “{title}”.",
    "assignment.told.question": "**Query about {number} “{title}”** from {receiver}: {text}\n"
    "Answer: `!clarified {number} …`",
    "assignment.told.answer": "Answer about {number} “{title}”: {text}\nConfirm: `!accept {number}`",
    "assignment.told.result": "**The result for {number} “{title}”** is here (version {version}, {receiver}): {text}\n"
    "Approve: `!approve {number}`, send back: `!rework {number} …`",
    "assignment.told.rework": "**Please rework {number} “{title}” by {day}:** {text}\n"
    "Hand in a new version: `!result {number} …`",
    "assignment.told.approved": "{giver} has approved the result for {number} “{title}”. "
    "I will tell you what becomes of it.",
    "assignment.told.use": "**Feedback on {number} “{title}”:** {use}. {text}\nThis closes the assignment. Thank you.",
    "assignment.told.use.bare": "**Feedback on {number} “{title}”:** {use}.\nThis closes the assignment. Thank you.",
    "assignment.told.withdrawn": "{giver} has withdrawn {number} “{title}”: {text}",
    # The digest
    "digest.title": "**Digest for {body}, as of {day}**",
    "digest.decide": "**DECISION NEEDED ({count})**",
    "digest.overdue": "**OVERDUE ({count})**",
    "digest.line.handed_in": "{number} {title} ({receiver}): the result is here, please approve it.",
    "digest.line.clarifying": "{number} {title} ({receiver}): query, please answer it.",
    "digest.line.approved": "{number} {title} ({receiver}): approved, use still open.",
    "digest.line.overdue": "{number} {title} ({receiver}): since {day}.",
    "digest.numbers": "{numbers}",
    "digest.on_track": "ON TRACK ({count})",
    "digest.closed": "NEWLY CLOSED ({count})",
    "digest.closed.line": "{number} ({use})",
    "digest.closed.list": "CLOSED: {closed}",
    "digest.outcomes": "NEW RESULTS: {counts}",
    "digest.outcomes.line": "{sign} {count}",
    "digest.dates": "NEXT MEETINGS: {dates}",
    "digest.held_back": "Not released yet: {signs}",
    "digest.please_release": "There is news from this body for the digest to {body}. "
    "Release it: `!release`. View it: `!digest preview`",
}
