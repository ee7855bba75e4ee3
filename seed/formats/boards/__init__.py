"""Whiteboards of workshops: one reading of stickies, and a module for each tool that exports them."""
