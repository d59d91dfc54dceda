"""How the offline reader reads, a file an idea.

`lexicon` finds cue words, `clauses` lays out the text, `windows` is what stands around one figure.
`statements` reads the figures in turn: `counts`, `sums` and `ratios` say what each is, `stages` of
which stage, `moods` whether reached or planned, `pairs` ties lists to their owners, `scopes`
and `modifiers` say what narrows it, `inheritance` what it takes over from the rows before it, `owners`
whose it is; `rows` is a row in the making. `projects` finds
named projects (`deals`, `lists`, `names`, `statuses`, kept in a `projectbook`); `quotes` and
`eventnames` copy phrases, `prose` writes headline and summary.
"""
