"""Measurements: quality against gold, speed and memory. Each prints a table and writes JSON beside itself."""
