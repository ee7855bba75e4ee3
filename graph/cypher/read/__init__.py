"""Selections to statements that read."""
