"""Workshop outputs into the graph, and out again."""
