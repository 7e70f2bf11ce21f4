"""Reads: what is where, and what waits for whom."""
