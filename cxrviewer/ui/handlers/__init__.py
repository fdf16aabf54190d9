"""What the rows of the action table do, one module per area of the program."""
