"""The desk: what officials see and do to bring a challenge to the public."""
