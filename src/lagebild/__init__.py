"""Lagebild reads news reports about armed conflict and keeps the record of who says what."""
