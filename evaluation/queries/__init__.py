"""Reads: what waits for whom, how far the judging has come, what a reader may see of it."""
