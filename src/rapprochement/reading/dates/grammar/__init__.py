"""From tokens to meanings: the rules of both languages and the search for their matches."""
