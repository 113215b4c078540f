"""A plan for a treatment: what to ask, what forbids, what to inject, how, and what comes after."""

from mesograph.planning.composing import plan

__all__ = ["plan"]
