"""The one engine of change: inputs, pending edits, the write transaction, deletion, rules, the change log."""
