"""SIPRI arms transfers: volumes of major arms, supplier to recipient."""
