"""How fast the portal answers, measured under gunicorn on PostgreSQL: `python -m benchmarks`. See docs/performance.md."""
