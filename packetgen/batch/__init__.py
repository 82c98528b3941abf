"""Many builds: plan, run, resume; the manifest."""
