"""The GraphQL types, derived from the model."""
