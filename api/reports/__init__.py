"""Reports for people: each is data in `kinds`, written by `forms`; all numbers come from GraphQL."""
