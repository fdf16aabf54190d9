"""Pure pixel functions: array in, new array out, argument untouched. NumPy and OpenCV only."""
