"""A selection, a change or a constraint to a statement: the only package that assembles Cypher text."""
