"""Global Sanctions Data Base: who has sanctioned whom, when and how."""
