"""What the verbs over several models promise."""
