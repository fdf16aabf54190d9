"""What the window and the command line have in common: state and work, without Qt."""
