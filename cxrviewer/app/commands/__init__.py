"""The command line: what the program does without a window, and whether there can be one."""
