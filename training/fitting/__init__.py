"""A fit: loops, losses, checkpoints, the machine it runs on, and the folder it leaves."""
