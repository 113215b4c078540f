"""Answers as text and JSON; nothing here prints, decides colours or knows where data come from."""
