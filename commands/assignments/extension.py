"""Extensions: asked for by the receiver, granted or denied by the giver."""

from commands.registry import Part

part = Part()
