"""The model and the database of Throughline; knows no GraphQL, no HTTP and no files of users."""
