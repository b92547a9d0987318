"""InfluxDB, where one is connected.

``connected`` tells whether one is. ``mirror`` sends, ``copying`` moves history, ``archiving`` says what may be deleted
here, ``namesakes`` are other HomeIQs under the name of this home, ``reporting`` sends figures. ``trouble`` says what is
wrong; ``archived_units`` are those of a past that only the archive has.
"""
