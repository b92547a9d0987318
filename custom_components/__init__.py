"""Makes this folder win over the package of the same name that Home Assistant's test plugin brings along."""
