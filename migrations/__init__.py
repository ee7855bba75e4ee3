"""Numbered Cypher files, and the runner that brings a database from one model to the next."""
