"""The grammar of days, parts of day and clock times; `handlers.read.dates` is its door."""
