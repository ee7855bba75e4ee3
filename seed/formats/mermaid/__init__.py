"""Mermaid's `journey` diagrams."""
