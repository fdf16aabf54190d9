"""What a comparison with an earlier study says: how well they fit, which scores changed."""
