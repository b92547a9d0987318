/** The card of suggestions. */

import { Card, form, most, offer, type CardConfig } from "./card";

export interface SuggestionsConfig extends CardConfig {
  brought?: boolean;
}

export class SuggestionsCard extends Card {
  protected override readonly inside = "homeiq-suggestions-body";

  static getStubConfig(): object {
    return { max: 3 };
  }

  static getConfigForm(): object {
    return form(most(10), { name: "brought", selector: { boolean: {} } });
  }
}

offer("homeiq-suggestions-card", SuggestionsCard, "suggestions");
