"""What the rows of a sweep say: the closing panel and the overview picture.

Its modules are imported one by one: whoever only lists runs should not wait for all that draws pictures.
"""
