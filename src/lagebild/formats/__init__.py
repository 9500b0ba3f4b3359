"""Formats: what a reading looks like outside."""
