"""One part in a process of its own: `python -m bench.start PART [--quick] [--json FILE]`. Sets Django up first."""

import runpy
import sys

import django

if __name__ == "__main__":
    django.setup()
    part = sys.argv.pop(1)
    runpy.run_module(f"bench.{part}", run_name="__main__", alter_sys=True)
