"""Asking a language model to read an article, and believing none of its numbers.

The way of a page: `presentation` shows it with numbered figures, `prompts` and `modes` make the
request, `client` sends it, `answers` reads what comes back, `checking` finds what is wrong with it,
`repair` asks again for the wrong parts alone, `reader` runs all of that. Importing this package
loads neither openai nor instructor: the client does, when it is made.
"""
