"""The rules of the code itself: imports, homes of Cypher, names, sizes, docstrings, files."""
