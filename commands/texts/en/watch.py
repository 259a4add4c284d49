"""What the bot says when something goes wrong that nobody in a room can mend."""

TEXTS: dict[str, str | dict[str, str]] = {
    "incident.title": "**Notes on operation:**",
    "incident.more": "and {count} more; `python -m bot doctor` shows all of them.",
    "incident.mended": "{said} (all right again since {until})",
    "incident.other": "Incident {kind} ({name}), {count} times since {since}. The log of the bot says more.",
    "incident.gap": "I could not read a part of the history of “{name}” ({since}). The room was asked to repeat commands "
    "from that time.",
    "incident.letter_aside": {
        "one": "I could not deliver a message to “{name}”: {why}. Please check whether the bot may write there.",
        "other": "I could not deliver {count} messages to “{name}”: {why}. Please check whether the bot may write there.",
    },
    "incident.why.expired": "its time had passed before it went out",
    "incident.why.M_FORBIDDEN": "the homeserver does not let me write there",
    "incident.why.M_TOO_LARGE": "it is too large for the homeserver",
    "incident.why.M_NOT_FOUND": "the homeserver does not know the room",
    "incident.why.unreadable": "whether it stands there already cannot be found out",
    "incident.why.file": "the homeserver does not take the file",
    "incident.room_lost": "I am no longer in the room “{name}” (since {since}). What I would write there falls away. Please "
    "invite me again, or dissolve the body.",
    "incident.room_lost.over": "I am back in the room “{name}”.",
    "incident.room_public": "The room “{name}” is public (since {since}). I no longer write digests there. Please set access "
    "to “invite only” and the history to “members only”.",
    "incident.room_public.over": "The room “{name}” is no longer public.",
    "incident.room_upgraded": "The room “{name}” was replaced by a new one (since {since}). I stay in the old one until the "
    "new one is proved to be its successor. Please let the lead of the body or an operator invite me there; it has to be "
    "encrypted and not public.",
    "incident.room_upgraded.over": "I have moved to the new room of “{name}”.",
    "incident.homeserver": "The homeserver could not be reached from {since} to {until}. I am making up for what was "
    "written in that time.",
    "incident.homeserver.over": "The homeserver can be reached again.",
    "incident.rate": "The homeserver slows me down: messages wait for more than 15 minutes (since {since}). Please lift the "
    "limit for my account (Synapse: `override_ratelimit`); nothing gets lost.",
    "incident.rate.over": "Messages go out without a long wait again.",
    "incident.device": "Something is wrong with the device {name} or the keys of the bot (since {since}). Please look with "
    "`python -m bot doctor`.",
    "incident.device.over": "Device and keys of the bot are all right again.",
    "incident.disk": "The bot runs out of disk space, or cannot write (since {since}). Please make room in its folder.",
    "incident.disk.over": "The bot can write again.",
    "incident.clock": "The clock of the machine has jumped ({since}). Please check whether it is right.",
    "incident.watchdog": "The bot stood still and has ended itself in order to start anew ({since}). If that happens again, "
    "please look into its log.",
    "incident.backup": "A backup of the bot is overdue or has failed (since {since}). Please make one with "
    "`python -m bot backup`.",
    "incident.backup.over": "The bot is backed up again.",
}
