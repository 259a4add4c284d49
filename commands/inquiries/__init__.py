"""One question to several bodies and units at once, and the answers in one list."""
