/** The words of whoever looks: texts are fetched once a language, and numbers and times follow the profile at once. */

import type { HomeAssistant, Localize } from "./home-assistant";
import { Words } from "./words";

export class Texts {
  words?: Words;
  private hass?: HomeAssistant;
  private localize?: Localize;

  constructor(private readonly changed: () => void) {}

  /** Called with each page of Home Assistant that is news. */
  read(hass: HomeAssistant): void {
    const now = hass.localize;
    this.hass = hass;
    if (this.localize === now) {
      if (this.words) this.words = Words.of(hass, now);
      return;
    }
    this.localize = now;
    void hass.loadBackendTranslation("config_panel", "homeiq").then((localize) => {
      if (this.localize !== now || !this.hass) return;
      this.localize = localize; // loading brings another one, which is no reason to load again
      this.words = Words.of(this.hass, localize);
      this.changed();
    });
  }
}
