"""What the models said of the shown radiograph, the overlays, and the reader's own words."""
