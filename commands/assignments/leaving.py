"""Ways out of the usual course: resting, no longer needed, and passing the lead on."""

from commands.registry import Part

part = Part()
