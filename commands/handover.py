"""A new chair, and all that has to be handed over."""

from commands.registry import Part

part = Part()
