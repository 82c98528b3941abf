"""Document to bytes, one module a format."""
