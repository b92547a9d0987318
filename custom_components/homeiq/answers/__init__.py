"""What actions, HTTP, diagnostics and tools answer with: parts of what HomeIQ knows, as JSON for other programs.

``findings`` writes patterns and suggestions, ``automations`` what the home does already, ``accepted`` what became of
what was accepted. How the database keeps records is another matter (``store/records``), and may change; this may not.
"""
