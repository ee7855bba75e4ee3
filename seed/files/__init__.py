"""Files of users: taken apart within limits, and written."""
