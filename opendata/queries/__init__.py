"""Reads of what is public: challenges as data, and the events of which releases are made."""
