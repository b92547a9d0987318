/** On every page of Home Assistant, so it only says that there are cards and a dashboard. Nothing may import this file. */

import "./card/day-card";
import "./card/strategy";
import "./card/suggestions-card";
