"""The traffic light in words: at risk with reason and need, and on track again."""

from commands.registry import Part

part = Part()
