"""The command line's actions, one module for each kind."""
