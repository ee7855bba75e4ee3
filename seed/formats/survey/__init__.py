"""Surveys as their tools export them: what each person answered, in words and in scores."""
