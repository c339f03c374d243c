"""BACI: reconciled trade by product, from CEPII."""
