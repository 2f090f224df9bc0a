"""Property tests look for wrong results, not for slow ones: how long an example takes depends on what else runs."""

from hypothesis import settings

settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")
