"""Data sets as they are published, each an adapter to the same samples.

``registry.read_source`` reads one by name. An adapter takes the set's folder and, where the set
leaves a choice, options in words; it gives a Dataset whose paths start at that folder, or refuses
with an error that names the file and the row.
"""
