"""The demo: invented people and firms in competitions taken from real public calls, made through the portal's own services."""
