"""The rows of the bench, a module each, found by themselves.

A row has `NUMBERS` (of the fault rows in docs/reliability.md), `TITLE` (a line for people), `AIMS` (what the long form
has to reach, by the names of its counts), `MINUTES` (about how long that takes; 1 unless given) and
`async def run(ground: Ground) -> Figures`.
"""
