"""Words around a quotation that tell thought, writing and mentioned words from speech."""

from __future__ import annotations


def word_set(words: str) -> frozenset[str]:
    """The words of a text, which white space parts."""
    return frozenset(words.split())


THOUGHT_VERBS = word_set("""
thought think thinks thinking mused muses musing pondered ponders pondering reflected reflects reflecting wondered
wonders wondering imagined imagines realised realized realises realizes realising realizing reasoned reasons fancied
supposed supposes considered speculated meditated ruminated prayed prays knew reckoned
""")
"""Verbs that introduce a directly quoted thought."""

SURE_THOUGHT_VERBS = word_set("""
thought think thinks thinking mused muses musing pondered ponders wondered wonders wondering
""")
"""Verbs of which a subject before them is enough to make a quotation a thought."""

REFLEXIVES = word_set("""
himself herself themselves myself itself oneself yourself themself
""")

WRITING_VERBS = word_set("""
read reads ran run runs wrote written writes writing labelled labeled inscribed engraved marked signed entitled
headed printed scrawled scribbled spelled spelt carved painted stamped embroidered typed texted
""")
"""Verbs that introduce what is written: the sign read, the note ran."""

WRITTEN_THINGS = word_set("""
letter letters note notes sign placard inscription message messages telegram telegraph card cards label poster
headline headlines placards signboard banner epitaph plaque tombstone gravestone headstone text texts email e-mail
postcard notice advertisement envelope screen page caption heading motto legend graffiti board document tablet diary
memorandum scroll parchment
""")
"""Nouns for things that carry writing."""

NAMING_WORDS = word_set("""
word words name names named called call calls calling term termed terms title titled entitled phrase phrases
expression nickname nicknamed dubbed known labelled labeled letter letters marked spelled spelt verb noun adjective
syllable christened styled designated described titles chapter song hymn poem ballad book novel play tune
""")
"""Words before a mention of words as words, or before a title."""

DETERMINERS = word_set("""
a an the this that these those his her its their my our your some any no every each another such what which whose of
in on at by for with from to into onto upon about as than like called so too very more most own little old new real
being between or and s
""")
"""Words after which a quoted phrase goes on the sentence: determiners, prepositions, degree words."""

SUBJECTS = word_set("""
i he she they we you it one who
""")
"""Subject pronouns."""

TITLES = word_set("""
mr mrs ms miss dr sir lady lord madame monsieur mademoiselle captain colonel aunt uncle father mother
""")
"""Words before a surname."""
