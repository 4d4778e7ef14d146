"""This book: running its notebooks, its contents, its pages, its site, its command line.

Its modules are imported one by one, since the build asks for some of them at every start.
"""
