"""Roll calls of the United Nations General Assembly: who voted how."""
