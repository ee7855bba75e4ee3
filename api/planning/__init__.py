"""A request to a selection: fields, arguments, filters, cost and limits."""
