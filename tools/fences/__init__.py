"""The fences of the house: each takes a folder and answers with complaints, one line each.

`names`, `source` and `templates` read files, `floors` asks Import Linter, `walk` asks Django,
`tables` asks PostgreSQL. None of them changes anything.
"""
