"""What becomes of accepted automations.

``following`` hears their runs and who undid them, ``fates`` looks at the owner's files, ``standing`` says what each is
now, and ``second_thoughts`` asks about what is undone again and again. ``consent`` is all of what asks first: ``asks``
hears questions and answers, ``allowance`` knows whether one more may be put, ``ladder`` what comes of the answers.
"""
