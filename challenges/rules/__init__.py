"""The rules of a competition as one typed document. Knows no other app and no database."""
