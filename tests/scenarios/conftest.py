"""Nothing to share but the folder itself: the readers and invented worlds lie beside the tests."""
