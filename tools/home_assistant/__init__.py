"""Starting and driving a real Home Assistant."""
