"""A run's summary as people read it: a table on a terminal, an artifact in Prefect's UI."""

from collections.abc import Iterator

from prefect.artifacts import create_markdown_artifact
from rich.table import Table
from rich.text import Text

from flows.artifacts import if_reachable, report_link
from flows.runs import Summary
from flows.terminal import plain
from tasks.merge import Fate


def summary_table(summary: Summary) -> Table:
    """The table that ends `dateline run`."""
    table = Table(title=f"Version {summary.version} of {summary.root}", title_justify="left", show_edge=False)
    table.add_column("stage")
    table.add_column("")
    table.add_column("count", justify="right")
    for stage, what, count in summary_rows(summary):
        table.add_row(stage, what, f"{count:,}")
    if summary.warnings:
        table.add_section()
    for place, warning in enumerate(summary.warnings):
        table.add_row("health" if place == 0 else "", Text(plain(warning)), "")
    return table


def publish_artifact(name: str, summary: Summary, report: str = "") -> None:
    """Leaves the table in Prefect's UI, beside the run and under the key of the latest, and the way to the report."""
    if_reachable(
        lambda: create_markdown_artifact(
            key=f"{name}-summary",
            markdown=f"{summary_markdown(summary)}\n{report_link(report)}",
            description="What the run read, derived and wrote",
        )
    )


def summary_markdown(summary: Summary) -> str:
    """The table as Markdown, and what is to be said of the health of the sources above it."""
    health = "".join(f"* {plain(warning)}\n" for warning in summary.warnings)
    rows = "".join(f"| {stage} | {what} | {count:,} |\n" for stage, what, count in summary_rows(summary))
    said = f"**Health**\n\n{health}\n" if health else ""
    return f"Version {summary.version} of `{summary.root}`\n\n{said}| stage | | count |\n| --- | --- | ---: |\n{rows}"


def summary_rows(summary: Summary) -> Iterator[tuple[str, str, int]]:
    """Stage, what, and how many, in the order of the stages; fates and reasons only where there are any."""
    counts = summary.counts
    for stage, numbers in counts.collected.items():
        for place, (what, number) in enumerate(sorted((+numbers).items())):
            yield stage if place == 0 else "", what.replace("_", " "), number
    yield "read", "files", counts.files
    yield "", "rejected files", counts.unread
    yield "", "captures", counts.captures
    yield "derive", "captures with an outcome already", counts.known.total()
    yield "", "articles", counts.articles
    yield "", "rejects", counts.rejects.total()
    yield from (("", f"  {reason}", number) for reason, number in sorted(counts.rejects.items()))
    for place, fate in enumerate(Fate):
        yield "write" if place == 0 else "", f"articles {fate}", counts.fates[fate]
