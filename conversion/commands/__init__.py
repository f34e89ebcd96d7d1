"""What the command line's commands do: a module each, imported when it is called."""
