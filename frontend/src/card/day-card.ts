/** The card of the day. */

import { Card, form, most, offer } from "./card";

export class DayCard extends Card {
  protected override readonly inside = "homeiq-day-body";

  static getStubConfig(): object {
    return { max: 7 };
  }

  static getConfigForm(): object {
    return form(most(40));
  }
}

offer("homeiq-day-card", DayCard, "day");
