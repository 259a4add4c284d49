"""Extensions, reminders and the traffic light."""

TEXTS: dict[str, str | dict[str, str]] = {}
