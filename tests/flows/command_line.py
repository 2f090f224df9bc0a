"""The command line as the tests of its commands use it: in this process, and ended as a user's would."""

import sys
from pathlib import Path

import pytest

from flows.cli import main


def dateline(*arguments: str | Path) -> int:
    """The exit code of a command line."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["dateline", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
    return int(ended.value.code or 0)
