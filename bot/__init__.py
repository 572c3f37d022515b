"""The edges: channels, recognition, clock, the pipeline, the command line."""
