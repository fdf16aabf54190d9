"""What a header says against itself, told before any pixel is read.

``walk`` watches the elements go by while pydicom parses them; ``validate`` runs the checks on one
header; ``file_set`` compares the files of one scan with one another. Every check yields coded
``HeaderFinding`` values: one that refuses ends the reading of its file, the others become the
warnings of its Instance.
"""
