"""Benchmarks of the engine and the pages, as ratios to a reference work (the floor).

In: plans made by ``generate``. Out: a table of ratios, see ``docs/performance.md``. Each work and
its floor run alternately in one run, so that other load on the machine affects both.
"""
