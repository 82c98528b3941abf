"""Findings on profiles, law, documents and written files."""
