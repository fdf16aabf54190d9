"""The radiograph on the screen, with what is drawn over it: the only user of pyqtgraph."""
