/** All that Home Assistant has to know of cards and the dashboard. */

import "./day-card";
import "./strategy";
import "./suggestions-card";
