"""Sentences of 咨询引导 (annex 8)."""
