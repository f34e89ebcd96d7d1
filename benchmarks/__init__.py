"""What the speed claims rest on: each measurement beside the bare tool, in one run."""
