"""Pages: what this book makes from waves and results, and the checks on its contents.

Its modules are imported one by one, since the build asks for some of them at every start.
"""
