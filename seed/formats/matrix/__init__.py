"""The matrix of a workshop, and the lists beside it."""
