"""Long lists, page by page: where a page begins, and the patterns, searched and filtered."""
