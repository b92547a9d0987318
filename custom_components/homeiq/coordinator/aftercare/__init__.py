"""What becomes of accepted automations.

``aftercare`` hears of their runs and who undid them, and ``steps`` is what they did, on its way to the database.
``fates`` looks at the owner's files, ``account`` is what each is now, ``refused`` which of it is a no.
``second_thoughts`` asks about what is undone again and again, ``doubts`` are such questions under Repairs, and what
phones answer is done in ``answers``. ``consent`` is all of what asks first: ``asks`` hears questions and answers,
``allowance`` knows whether one more may be put, ``ladder`` what comes of the answers.
"""
