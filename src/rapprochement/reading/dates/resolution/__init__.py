"""From meanings to days: links between neighbours, then publication date, tense and the text."""
