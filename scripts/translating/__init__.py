"""From the texts of the source to the files that Qt translates with."""
