"""Every screen of the app, and how to come to it: for pictures, for axe and for whoever measures."""
