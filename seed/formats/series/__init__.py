"""Series of metrics: tables of values by period, and by step, channel or segment."""
