"""The page for people who write no GraphQL: plain modules, and the documents they ask with."""
