/** The insides of all cards, in one file: they have most of it in common. */

import "./day-body";
import "./suggestions-body";
