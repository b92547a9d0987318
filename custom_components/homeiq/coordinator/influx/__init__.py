"""InfluxDB, where one is connected: ``mirror`` sends, ``copying`` moves history, ``notices`` say what is wrong."""
