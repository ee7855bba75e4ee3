"""The application: GraphQL over HTTP, reports over HTTP, who may come in, logs and metrics."""
