"""Files to model: every fault at once, each with its place."""
