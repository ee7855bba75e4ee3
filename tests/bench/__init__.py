"""What the API costs beside the same answer made by hand through the bare driver; run by `make bench`."""
