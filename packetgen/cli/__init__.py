"""Commands, prompts and reports; the only reader of clock, environment and terminal."""
