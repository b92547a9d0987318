/** A dashboard of HomeIQ for everybody: what it suggests, how today goes, what it brought, and the rooms. */

import type { HomeAssistant } from "../home-assistant";
import { said } from "./said";

const NAME = "ll-strategy-dashboard-homeiq";

export interface StrategyConfig {
  /** No rooms below it. */
  rooms?: boolean;
}

class DashboardStrategy extends HTMLElement {
  static readonly registryDependencies = ["entities", "devices", "areas"] as const;

  static getCreateSuggestions(): object {
    return { title: "HomeIQ", icon: "mdi:home-analytics" };
  }

  static async generate(config: StrategyConfig, hass: HomeAssistant): Promise<object> {
    const { dashboard } = await import("./dashboard");
    return dashboard(config, hass, await hass.loadBackendTranslation("config_panel", "homeiq"));
  }
}

if (!customElements.get(NAME)) {
  customElements.define(NAME, DashboardStrategy);
  (window.customStrategies ??= []).push({
    type: "homeiq",
    strategyType: "dashboard",
    name: "HomeIQ",
    get description() {
      return said("dashboard_about");
    },
    documentationURL: "https://github.com/homeiq/homeiq/blob/main/docs/panel.md",
  });
}
