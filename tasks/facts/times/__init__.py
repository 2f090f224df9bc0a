"""Time expressions: a body, its language and its day in, TIMEX3 readings with their offsets out.

`tasks.facts.times.scan.find_times` is the way in. English is read in full, any other language for dates in digits only.
"""
