"""GraphQL over HTTP: schema, limits, application and the command line."""
