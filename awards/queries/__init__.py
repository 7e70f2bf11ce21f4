"""Reads of the outcome: what a decision rests on, who won, and what happens on the desk."""
