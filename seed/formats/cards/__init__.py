"""Tickets and cards: one reading of issues, and a module for each tool that exports them."""
