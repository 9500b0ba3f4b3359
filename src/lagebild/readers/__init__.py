"""Readers: pure functions from parsed sentences to what they say."""
