import { expect, it } from "vitest";

import { said } from "../src/card/said";

it("names the cards in the language of the page, and in English where there is none like it", () => {
  const named = ["de", "de-CH", "en-GB", "fr", ""].map((lang) => {
    document.documentElement.lang = lang;
    return said("suggestions");
  });

  expect(named).toEqual(["HomeIQ-Vorschläge", "HomeIQ-Vorschläge", "HomeIQ suggestions", "HomeIQ suggestions", "HomeIQ suggestions"]);
});

it("defines cards once Home Assistant's page is up", async () => {
  await import("../src/card");
  await new Promise((done) => setTimeout(done, 50));
  expect(customElements.get("homeiq-day-card")).toBeUndefined();

  customElements.define("home-assistant", class extends HTMLElement {});

  for (const name of ["homeiq-day-card", "homeiq-suggestions-card", "ll-strategy-dashboard-homeiq"]) await customElements.whenDefined(name);
});
