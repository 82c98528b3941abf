"""Model to Document; pure: no clock, no environment, no disk."""
