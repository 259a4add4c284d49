"""Passing on what somebody may not order here, as a proposal to those who may."""

from commands.registry import Part

part = Part()
