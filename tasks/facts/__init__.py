"""The facts in an article's text: pure functions from the body to found facts, offsets counted in code points."""
