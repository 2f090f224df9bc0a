"""Kills writers with SIGKILL at named steps and at random times, two at once on one root, and looks what is left.

    python -m benchmarks.faults [--seeds N] [--first SEED] [--commands N] [--without lock|log|span]

First one writer is killed at every named step of a commit, a rollback, an upgrade, a forgetting and a clean-up
(benchmarks/steps.py). Then each seed starts two processes on the same partitions three times, kills one or both at a
moment of its own, opens the root and runs `dateline check --deep` on it; then both run to the end, and what the root
holds must be what it holds after uninterrupted ones, byte for byte. Seeds take turns: quick commits with clean-ups,
runs, backfills of what is missing and of everything, upgrades, and pages forgotten (benchmarks/trials.py). At last
`dateline run` itself is killed, as often as --commands says (benchmarks/commands.py).

With --without one part of the store is taken away, and the test must fail: `lock` lets all commit at once, `log`
overwrites log entries instead of claiming them, and has no lock either, `span` commits each dataset on its own. Exit
code 1 if anything was found.
"""

import argparse
import sys
import time
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.progress import track

from benchmarks.commands import try_commands
from benchmarks.killing import COMMITS, Findings, try_seed, uninterrupted
from benchmarks.steps import SCENARIOS, kill_at, prepare
from benchmarks.trials import trials
from benchmarks.writers import IN_A_FOLDER, Control


def every_step(folder: Path) -> Findings:
    """A kill at each named step."""
    found = Findings()
    for name, scenario in SCENARIOS.items():
        prepared = prepare(scenario, folder / name)
        for step in scenario.steps:
            faults = kill_at(prepared, step, folder / name / step)
            found.add(Findings(Counter({str(step): 1}), [f"{name} killed at {step}: {fault}" for fault in faults]))
    return found


def every_trial(given: argparse.Namespace, folder: Path) -> Findings:
    """The seeds, turn about; only the quick commits where a part of the store is gone."""
    chosen = {"commits": COMMITS, **({} if given.without else trials(folder / "trials"))}
    expected = {name: uninterrupted(folder / name, given.without, trial=one) for name, one in chosen.items()}
    found, names = Findings(), list(chosen)
    for seed in track(range(given.first, given.first + given.seeds), description="seeds"):
        name = names[seed % len(names)]
        of_seed = try_seed(seed, folder / str(seed), expected[name], given.without, trial=chosen[name])
        counted = Counter({f"{name}: {step}": number for step, number in of_seed.kills.items()})
        found.add(Findings(counted, [f"{name}: {fault}" for fault in of_seed.faults]))
    return found


def main() -> None:
    """Tries the seeds and prints the counts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=100)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--commands", type=int, default=0)
    parser.add_argument("--without", type=Control, choices=IN_A_FOLDER, default=None)
    given = parser.parse_args()
    found, began = Findings(), time.monotonic()
    with TemporaryDirectory() as folder:
        if given.without is None:
            found.add(every_step(Path(folder, "steps")))
        found.add(every_trial(given, Path(folder)))
        for seed in range(given.commands):
            found.add(try_commands(seed, Path(folder, f"commands-{seed}")))
    print(f"{given.seeds} seeds, {found.kills.total()} kills, {time.monotonic() - began:.0f} s")
    for step, number in sorted(found.kills.items()):
        print(f"{number:6} {step}")
    print(f"{len(found.faults)} faults", *found.faults[:20], sep="\n")
    sys.exit(1 if found.faults else 0)


if __name__ == "__main__":
    main()
