"""Reads of the public site: only what everybody may know, and from frozen versions and records wherever there are some."""
