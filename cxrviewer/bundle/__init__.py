"""The contract between training and the viewer: a folder that says all about one model."""
