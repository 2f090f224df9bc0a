"""The style sheet of the page: light and dark, wide and narrow, without a script or anything from elsewhere."""

from typing import Final

STYLE_SHEET: Final = """
:root { color-scheme: light dark; --ink: #1c1c1a; --paper: #fdfcf9; --dim: #66645e; --line: #dddad1; --panel: #f4f2eb;
  --quotation: #dcefdc; --speaker: #2f7d3b; --mention: #cfe6f5; --role: #3b7ea6; --time: #fbeab0;
  --quantity: #efdcf5; --target: #ffcf70; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8e6e0; --paper: #171716; --dim: #a09d94; --line: #3a3934;
  --panel: #21211f; --quotation: #1e3a24; --speaker: #7ccb88; --mention: #17384d; --role: #7fbbe0;
  --time: #4a3c0c; --quantity: #432a4d; --target: #8a5c00; } }
* { box-sizing: border-box; }
html { scroll-padding-top: 4.5rem; -webkit-text-size-adjust: 100%; }
body { margin: 0 auto; padding: 1.25rem clamp(1rem, 4vw, 2.5rem) 4rem; max-width: 78rem; background: var(--paper);
  color: var(--ink); font: 1.0625rem/1.65 Georgia, "Times New Roman", serif; overflow-wrap: break-word; }
h1 { font-size: clamp(1.5rem, 5vw, 2.25rem); line-height: 1.2; margin: 0 0 1rem; max-width: 44rem; }
article h2 { font-size: 1.15rem; margin: 1.75rem 0 .5rem; }
article { max-width: 44rem; }
dl, .legend, section, .note, .back { font-family: system-ui, sans-serif; font-size: .875rem; line-height: 1.45; }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .2rem 1rem; margin: 0 0 1.25rem; }
dt { color: var(--dim); } dd { margin: 0; }
a { color: inherit; }
.legend { position: sticky; top: 0; z-index: 1; display: flex; flex-wrap: wrap; gap: .35rem .9rem; padding: .55rem 0;
  margin: 0 0 1rem; background: var(--paper); border-bottom: 1px solid var(--line); }
.legend label { display: inline-flex; align-items: center; gap: .35rem; cursor: pointer; white-space: nowrap; }
.legend input { margin: 0; accent-color: var(--speaker); }
.f { text-decoration: none; border-radius: 2px; padding: .06em 0; -webkit-box-decoration-break: clone;
  box-decoration-break: clone; }
.quotation { background: var(--quotation); }
.speaker { font-weight: 600; box-shadow: inset 0 -2px var(--speaker); }
.cue { text-decoration: underline dotted var(--speaker) 2px; text-underline-offset: .2em; }
.mention { background: var(--mention); }
.role { box-shadow: inset 0 -2px var(--role); }
.time { background: var(--time); }
.quantity { background: var(--quantity); }
a.f:hover, a.f:focus-visible { outline: 2px solid currentColor; outline-offset: 1px; }
sup { font: 600 .62em/1 system-ui, sans-serif; margin-left: .15em; }
sup a { color: var(--dim); text-decoration: none; }
:target, .f:target { background: var(--target); }
section { margin-top: 2.25rem; }
section h2 { font-size: 1.0625rem; margin: 0 0 .5rem; }
section h2 small { font-weight: 400; color: var(--dim); }
.scroll { overflow-x: auto; border: 1px solid var(--line); border-radius: 6px; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .4rem .65rem; border-bottom: 1px solid var(--line); }
th { background: var(--panel); font-weight: 600; white-space: nowrap; }
tr:last-child td { border-bottom: 0; }
td { min-width: 4rem; max-width: 28rem; }
td.n { font-variant-numeric: tabular-nums; white-space: nowrap; }
.note { color: var(--dim); }
body:has(#show-quotation:not(:checked)) :is(.quotation, .speaker, .cue):not(:target),
body:has(#show-mention:not(:checked)) :is(.mention, .role):not(:target),
body:has(#show-time:not(:checked)) .time:not(:target),
body:has(#show-quantity:not(:checked)) .quantity:not(:target) {
  background: none; box-shadow: none; font-weight: inherit; text-decoration: none; }
body:has(#show-quotation:not(:checked)) sup { display: none; }
@media (max-width: 40rem) {
  dl { grid-template-columns: 9rem minmax(0, 1fr); }
  .scroll { border: 0; overflow: visible; }
  table, tbody { display: block; } thead { display: none; }
  tr { display: block; border: 1px solid var(--line); border-radius: 6px; margin-bottom: .6rem;
    padding: .35rem .65rem; }
  td { display: grid; grid-template-columns: 8.5rem minmax(0, 1fr); gap: .5rem; max-width: none; padding: .15rem 0;
    border: 0; }
  td:empty { display: none; }
  td::before { content: attr(data-of); color: var(--dim); }
  td.n { white-space: normal; }
  td:first-child { display: block; font-weight: 600; }
}
@media print { .legend { position: static; } }
"""
