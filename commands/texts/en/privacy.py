"""What is stored of people, their rights, and being forgotten."""

TEXTS: dict[str, str | dict[str, str]] = {
    "privacy.first": "What I store of you, for how long, and which rights you have: `!privacy`",
    "privacy.controller": "the administration of {town}",
    "privacy.officer": "your administration's data protection officer",
    "privacy.direct_chat": "direct chat",
    "privacy.only_direct": "That works only in a direct chat with me. I have shown nothing about you here.",
    "privacy.unencrypted": "This chat is not encrypted, so I send no personal data here. Please start an encrypted direct chat "
    "with me.",
    "privacy.somebody": "former member",
    "privacy.former": "former member ({function})",
    "privacy.function": "{role} {body}",
    # The notice
    "privacy.notice.summary": "Show what is stored and which rights you have.",
    "privacy.notice.examples": "!privacy\n!privacy long",
    "kind.long": "long",
    "privacy.short.purpose": "**What for:** preparing, holding and following up the work of internal bodies. The basis is the "
    "administration's task (Art. 6 (1) e GDPR with state law), not consent.",
    "privacy.short.stored": "**Stored:** user id, display name, function in a body with its dates; what you write to me; who gave "
    "which command when; absences without a reason; answers in finding a date only until it ends.",
    "privacy.short.dropped": "**Not stored:** in an encrypted room I can read everything. What is not addressed to me I drop at "
    "once. I keep no read receipts and no online times.",
    "privacy.short.kept": "**How long:** who recorded what {audit} months, then only the function. Finished work {work} months, once "
    "it is on file. Roles {memberships} months after they end. All of it: `!retention`",
    "privacy.short.seen": "**Who sees it:** the members of the room. The operators run the server on which the data lie. Nothing is "
    "passed on.",
    "privacy.short.rights": "**Your rights:** access and a copy `!my data`, erasure `!forget me` (both in the direct chat). To correct: "
    "edit your message. To delete a text: delete your message.",
    "privacy.short.nobody_judged": "I do not evaluate anybody's behaviour or performance; there is no query by person.",
    "privacy.short.more": "Questions: {controller}; {officer}. In full: `!privacy long`",
    "privacy.notice.file": "The whole privacy notice as a file:",
    "privacy.notice.name": "Privacy_notice.docx",
    "privacy.long.title": "Privacy notice of the Gremienassistenz",
    "privacy.long.controller.title": "Who is responsible",
    "privacy.long.controller": "Controller: {controller}.\nQuestions about privacy are answered by: {officer}.",
    "privacy.long.purpose.title": "What for",
    "privacy.long.purpose": "Preparing, holding and following up the work of the administration's internal bodies of education "
    "management. The behaviour or performance of single employees is not evaluated.",
    "privacy.long.basis.title": "Legal basis",
    "privacy.long.basis": "Art. 6 (1) e and (3) GDPR with the data protection act of the state; for data of employees the state's rules "
    "on employee data. It is not consent; nobody has to agree, and nobody can delete the work of a body by withdrawing.",
    "privacy.long.stored.title": "What is stored",
    "privacy.long.stored": "Matrix user id, display name, function in a body with begin and end; proposed topics; proposed commands until "
    "they are settled; absences of those who lead with their deputy, without a reason, until they are over; answers in finding a date "
    "until it ends, then only numbers; who gave which command when, without its text; the bot's own messages. Assignments, decisions and "
    "results stand with bodies and functions.",
    "privacy.long.dropped.title": "What is not stored",
    "privacy.long.dropped": "In an encrypted room the bot can decrypt every message. It processes only what begins with “!”, names it, "
    "replies to it or votes in its poll. Everything else it drops in memory: it is neither stored nor logged. Read receipts, typing and "
    "online times are not kept. Data of citizens do not belong into the bot.",
    "privacy.long.kept.title": "How long",
    "privacy.long.kept": "Who recorded what: {audit} months, then only the function. Finished assignments, meetings and decisions: {work} "
    "months after their end, once the office has confirmed that they are on file. Roles: {memberships} months after their end, then "
    "“former member”. Copies of the bot's own messages: {letters} months. Ids of messages without text: {events} days. The command "
    "!retention shows all periods. The bot deletes working copies only; for the file the rules on records and the archive act apply.",
    "privacy.long.seen.title": "Who sees it",
    "privacy.long.seen": "The members of a room see what the bot writes there. The upper body sees the digest, without people. The "
    "operators run the server; the program's logs hold no texts.",
    "privacy.long.third.title": "Passing on",
    "privacy.long.third": "None. The bot speaks only to the Matrix server of {town}; it uses no services on the internet and no artificial "
    "intelligence. Where a data centre runs the server, it does so as a processor (Art. 28 GDPR).",
    "privacy.long.rights.title": "Your rights",
    "privacy.long.rights": "Access and a copy (Art. 15, 20): !my data in the direct chat.\nRectification (Art. 16): edit your own message; an "
    "established decision is corrected by the chair with !correction.\nErasure (Art. 17): !forget me in the direct chat; a single text goes "
    "when its message is deleted. What is part of the file stays, without your name.\nRestriction and objection (Art. 18, 21): with the "
    "controller.",
    "privacy.long.complaint.title": "Complaint",
    "privacy.long.complaint": "You may complain to the data protection authority of your state (Art. 77 GDPR).",
    "privacy.long.auto.title": "No automated decisions",
    "privacy.long.auto": "The bot decides nothing about people (Art. 22 GDPR). There is no evaluation and no query by person.",
    # One's own data
    "privacy.own_data.summary": "All that is stored of you as a file; only in the encrypted direct chat.",
    "privacy.own_data.examples": "!my data",
    "privacy.own_data.again": "Your last copy is less than an hour old. Please ask again later.",
    "privacy.own_data.here": {
        "one": "{count} entry is stored of you. It comes as a document to read and as a file for programs (JSON).",
        "other": "{count} entries are stored of you. They come as a document to read and as a file for programs (JSON).",
    },
    "privacy.own_data.texts": "What others have written is not included. Delete the files here when you do not need them any more; I keep "
    "no copy.",
    "privacy.file.name": "My_data_{day}.{ending}",
    "privacy.file.title": "Access under Art. 15 GDPR",
    "privacy.file.head": "Gremienassistenz, {town}",
    "privacy.file.intro": "What is stored of {user} on {day}. Times are local.",
    "privacy.file.more": {
        "one": "One older entry stands only in the file for programs.",
        "other": "{count} older entries stand only in the file for programs.",
    },
    "privacy.file.rights": "Your rights",
    "privacy.file.rights.text": "The command !privacy names purpose, legal basis, periods, recipients and your rights.",
    "privacy.place.member": "Rooms in which the bot sees you",
    "privacy.place.role": "Roles in bodies",
    "privacy.place.absence": "Your absences, without a reason",
    "privacy.place.deputy": "Deputyships for which you were named",
    "privacy.place.topic": "Topics that you have proposed",
    "privacy.place.draft": "Commands that you have proposed",
    "privacy.place.vote": "Answers in finding a date",
    "privacy.place.release": "Digests that you were the first to release",
    "privacy.place.question": "Questions that the bot has put to you",
    "privacy.place.change": "Entries that you can still take back",
    "privacy.place.audit": "Commands that you have given, without text",
    "privacy.place.letter": "Messages of the bot that name you",
    "privacy.column.room": "Room",
    "privacy.column.body": "Body",
    "privacy.column.name": "Name",
    "privacy.column.power": "Level in the room",
    "privacy.column.role": "Role",
    "privacy.column.from_on": "Since",
    "privacy.column.until_on": "Until",
    "privacy.column.first_on": "First day",
    "privacy.column.last_on": "Last day",
    "privacy.column.confirmed": "Confirmed",
    "privacy.column.title": "Title",
    "privacy.column.created_at": "On",
    "privacy.column.order": "Command",
    "privacy.column.made_at": "On",
    "privacy.column.at": "On",
    "privacy.column.chosen": "Answer",
    "privacy.column.first_release_at": "On",
    "privacy.column.asked_at": "On",
    "privacy.column.expires_at": "Valid until",
    "privacy.column.command": "Command",
    "privacy.column.action": "Command",
    "privacy.column.outcome": "Outcome",
    "privacy.column.acting_as": "Function",
    # Being forgotten
    "kind.user": "<user id>",
    "missing.user": "The user id is missing, for example @first.last:server.",
    "privacy.forget_me.summary": "Have everything deleted that names you; only in the direct chat.",
    "privacy.forget_me.examples": "!forget me",
    "privacy.forget_me.ask": "Shall I delete everything that names you? Your roles end: {roles}. That cannot be taken back.",
    "privacy.forget.what": "User id and name are replaced by a pseudonym everywhere, absences and open answers are deleted; the direct chat "
    "ends. Assignments, decisions and their texts stay, they belong to the file. I do not search written texts for names: delete the message, "
    "or have those who lead change the text.\nIn rooms in which the person stays I see them like any member.",
    "privacy.function.sealed": "more that I do not name here, because this room is not encrypted",
    "privacy.no_function": "none",
    "privacy.forget_me.done": "Done: I have deleted your user id and your name and leave this chat. If you write to me again, you are a new "
    "person to me.",
    "privacy.forget.summary": "Delete somebody who has asked for it.",
    "privacy.forget.examples": "!forget @erika.muster:town.example",
    "privacy.forget.ask": "Shall I delete everything that names {user}? Roles that end: {roles}. That cannot be taken back.",
    "privacy.forget.done": "Done: user id and name are replaced by a pseudonym everywhere.",
    "privacy.forget.bot": "That is my own user id.",
    "privacy.forget.self": "For yourself, write to me in the direct chat: `!forget me`",
    "privacy.forget.unknown": "Nothing is stored under this user id.",
    "privacy.role_free": "Free in {body} now: {roles}. To give it anew: `!role`",
    "incident.erasure_key": "The file erasure.key is missing in the storage folder. "
    "Who was forgotten cannot be recognised after a restore. Please take it from a backup.",
}
