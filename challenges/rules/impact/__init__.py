"""What a change of the rules means for those who have entered: each change has a class, a consequence and words. Pure."""
