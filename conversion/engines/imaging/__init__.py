"""What the engines for pictures share: reading, colours, writing. Everything here runs in a forked, limited child."""
