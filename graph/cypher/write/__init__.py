"""Locks, writes, checks and loading to statements."""
