"""The public site for people."""
