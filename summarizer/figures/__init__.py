"""Text to figures: every quantity with its exact span, value and unit, and what only looks like one.

`find_figures` is a grammar in small steps, a file each: `tokens` finds where numbers stand,
`numerals` gives them values, `units` names what follows, `composition` puts them together, `ranks`
and `dates` read what is no amount, `names` and `special` the exceptions, `bounds` the words around,
`finder` walks the text. The words themselves are data: `data/units.toml`. `annotate` does it for an
article and adds the period it reports on.
"""

from summarizer.figures.annotate import annotate
from summarizer.figures.finder import find_figures
from summarizer.figures.periods import main_period

__all__ = ["annotate", "find_figures", "main_period"]
