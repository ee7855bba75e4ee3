"""A draft into the graph: who is who, differences, plan, apply, undo, report."""
