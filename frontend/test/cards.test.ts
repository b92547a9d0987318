import { expect, it } from "vitest";

it("defines cards once Home Assistant's page is up", async () => {
  await import("../src/card");
  await new Promise((done) => setTimeout(done, 50));
  expect(customElements.get("homeiq-day-card")).toBeUndefined();

  customElements.define("home-assistant", class extends HTMLElement {});

  for (const name of ["homeiq-day-card", "homeiq-suggestions-card", "ll-strategy-dashboard-homeiq"]) await customElements.whenDefined(name);
});
