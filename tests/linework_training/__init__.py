"""How the trees that judge linework are trained, and those of the folds, which have not seen the block they judge.

``.ci/train-linework`` runs it; the tests and the bench only read what it wrote.
"""
