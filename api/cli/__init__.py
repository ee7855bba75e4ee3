"""The command `throughline`: each verb calls one function elsewhere."""
