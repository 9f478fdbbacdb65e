"""What things cost, beside the least that does the work and beside a peer."""
