"""The next steps of a jour fixe and their order."""

from commands.registry import Part

part = Part()
