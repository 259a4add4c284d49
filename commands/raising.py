"""Items that go to another body: raised to the upper one, referred to another, taken up there."""

from commands.registry import Part

part = Part()
