"""Published ideal points of states from their votes in the General Assembly."""
