"""The one grammar of values: what a text of people means, in whatever format it stands.

A text is a value, nothing, or `Ambiguous`: two values, of which the file around it or a person decides.
"""
