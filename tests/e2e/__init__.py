"""The bot as people meet it: a real homeserver, real encryption, a real process."""
