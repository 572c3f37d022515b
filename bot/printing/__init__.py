"""The bulletin as a page: text set by Typst, photos put in, in a worker process.

Only `worker` and what it calls import Typst and Pillow; without the extra `vision` nothing
is printed, and everything else goes on.
"""
