"""What developers run beside Home Assistant: replay, simulator, demo and measurements."""
