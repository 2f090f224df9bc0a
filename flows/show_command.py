"""The command that shows an article with its facts. Part of the command line in `flows.cli`."""

from pathlib import Path
from typing import Annotated

import typer

from flows.options import ConfigOption, RootOption, existing_root
from flows.whole_files import whole_file

app = typer.Typer()


@app.command()
def show(
    what: Annotated[str, typer.Argument(metavar="URL|ID|PATH", help="An article: its address, its id, or its file.")],
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="Write a page to this file instead.")
    ] = None,
    root: RootOption = None,
    config: ConfigOption = None,
) -> None:
    """Show an article with the facts found in its text: in the terminal, or as one self-contained HTML page."""
    from flows.show.found import find_shown
    from flows.show.page import page
    from flows.show.terminal import show_terminal
    from flows.terminal import wide_console

    shown = find_shown(existing_root(root, config).snapshot(), what)
    if html is None:
        show_terminal(shown, wide_console())
        return
    written = page(shown)
    with whole_file(html) as temporary:
        temporary.write_text(written, "utf-8")
    typer.echo(f"{html}: {len(written.encode()):,} bytes")
