"""What sound radiographs look like to the lungs network, for the viewer's input check."""
