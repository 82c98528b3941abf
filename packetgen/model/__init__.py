"""What things are: the document tree, profiles, law packs and document types."""
