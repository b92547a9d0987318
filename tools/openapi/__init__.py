"""HomeIQ's HTTP as an OpenAPI document, made from the records that its answers are made of."""
