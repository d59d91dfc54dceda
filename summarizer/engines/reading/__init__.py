"""How the offline reader reads, a file an idea.

`lexicon` finds cue words, `clauses` lays out the text, `windows` is what stands around one figure.
`statements` reads the figures in turn: `counts`, `sums` and `ratios` say what each is, `stages` of
which stage, `moods` whether reached or planned, `pairs` ties lists to their owners, `scopes` and
`owners` say what narrows it and whose it is; `rows` is what later figures inherit. `projects` finds
named projects (`deals`, `lists`, `names`, `statuses`, kept in a `projectbook`); `quotes` and
`eventnames` copy phrases, `prose` writes headline and summary.
"""
