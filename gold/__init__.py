"""Readers of gold corpora: published annotation in the shapes of the data contract.

`training` and `evaluation` both read gold from here, so that truth and answer share one type. The package imports
only `irises.annotation` and `irises.document`; each reader takes the folder of its corpus as an argument.
"""
