"""One reader a format: bytes in, an Extract out."""
