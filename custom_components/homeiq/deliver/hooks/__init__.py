"""Telling programs by signed requests: what is sent, how it is signed, where it may go, when it is tried again."""
