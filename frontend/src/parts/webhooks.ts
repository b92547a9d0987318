/** Webhooks: how each stands, a test of it, and an end to it; for administrators, who may send something out of the home. */

import { css, html, nothing, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import type { Home } from "../live/home";
import { DOTS, icon } from "./icon";
import { known, Part } from "./part";
import "./sure";
import { lines } from "./waits";

/** What came of the last try; moments as ISO 8601. */
interface LastTry {
  state: "waiting" | "delivered" | "dead";
  status: number | null;
  trouble: string | null;
  ended_at: string | null;
  next_try_at: string | null;
}

interface Webhook {
  id: string;
  name: string;
  address: string;
  events: string[];
  delivered: number;
  waiting: number;
  last: LastTry | null;
  dead: number;
  off_since: string | number | null;
}

/** What came of a test. */
interface Answer {
  delivered: boolean;
  status: number | null;
  trouble: string | null;
  seconds: number;
}

export class Webhooks extends Part {
  @property({ attribute: false }) home!: Home;
  /** Null where they could not be asked for. */
  @state() private all?: Webhook[] | null;
  @state() private told: Record<string, { text: string; tone: "good" | "bad" }> = {};
  @state() private busy?: string;
  @state() private opened?: string;
  /** The one that is to be deleted, if somebody is sure. */
  @state() private leaving?: Webhook;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.fetch();
  }

  private async fetch(): Promise<void> {
    try {
      this.all = (await this.home.act<{ webhooks: Webhook[] }>("list_webhooks")).webhooks;
    } catch {
      this.all = null; // away; it is asked again when it is looked at again
    }
  }

  /** Sends a test, or what was given up once more, and says what came of it. */
  private async send(one: Webhook, service: "test_webhook" | "redeliver"): Promise<void> {
    this.busy = one.id;
    try {
      const answer = await this.home.act<Partial<Answer>>(service, { webhook: one.id });
      this.tell(one, answer.delivered === undefined ? this.say("webhook.again") : this.outcome(answer), answer.delivered === false ? "bad" : "good");
      await this.fetch();
    } catch (error) {
      this.tell(one, this.whyNot(error), "bad");
    } finally {
      this.busy = undefined;
    }
  }

  /** Home Assistant's own way: a webhook is a part of HomeIQ's entry there. */
  private async end(one: Webhook): Promise<void> {
    const { connection } = this.home;
    try {
      const [entry] = await connection.sendMessagePromise<{ entry_id: string }[]>({ type: "config_entries/get", domain: "homeiq" });
      await connection.sendMessagePromise({ type: "config_entries/subentries/delete", entry_id: entry?.entry_id, subentry_id: one.id });
      await this.fetch();
    } catch (error) {
      this.tell(one, this.whyNot(error), "bad");
    }
  }

  private why({ status, trouble }: Partial<Answer>): string {
    return status ? String(status) : (this.words.find(`trouble.${trouble}`) ?? trouble ?? "");
  }

  private outcome(answer: Partial<Answer>): string {
    const { delivered, seconds = 0 } = answer;
    const why = this.why(answer);
    return delivered ? this.say("webhook.delivered", { why, seconds: this.words.number(seconds, 2) }) : this.say("webhook.failed", { why });
  }

  private lastOf(one: LastTry): string {
    const when = (at: string | null): string => (at ? this.words.when(Date.parse(at) / 1000) : "");
    return this.say(`webhook.last_${one.state}`, { when: when(one.ended_at ?? one.next_try_at), why: this.why(one) });
  }

  private tell(one: Webhook, text: string, tone: "good" | "bad"): void {
    this.told = { ...this.told, [one.id]: { text, tone } };
  }

  protected override render(): TemplateResult | typeof nothing {
    if (this.all === null) return nothing;
    return html`<section class="card">
      <header><h2>${this.say("system.webhooks")}</h2></header>
      ${!this.all ? lines(2) : this.all.length ? html`<ul>${this.all.map((one) => this.row(one))}</ul>` : html`<p class="inside dim">${this.say("webhook.none")}</p>`}
    </section>
    ${this.leaving ? this.sure(this.leaving) : nothing}`;
  }

  private sure(one: Webhook): TemplateResult {
    return html`<homeiq-sure .words=${this.words} heading=${this.say("webhook.delete_ask", { name: one.name })} yes=${this.say("do.delete")} @homeiq-yes=${() => this.end(one)} @homeiq-closed=${() => (this.leaving = undefined)}>
      <p>${this.say("webhook.delete_means")}</p>
    </homeiq-sure>`;
  }

  private row(one: Webhook): TemplateResult {
    const told = this.told[one.id];
    const isOpen = this.opened === one.id;
    const isBusy = this.busy === one.id || this.home.isAway;
    const counts = [this.count("webhook.took", one.delivered), this.count("webhook.waiting", one.waiting), ...(one.dead ? [this.count("webhook.dead", one.dead)] : [])].join(" · ");
    return html`<li class="inside">
      <p class="title">${one.name}</p>
      <p class="small dim">${one.address} · ${one.events.length ? this.count("webhook.events", one.events.length) : this.say("webhook.all")}</p>
      <p class="small ${one.dead || one.off_since ? "bad" : ""}">${one.off_since ? this.say("webhook.off") : counts}</p>
      ${one.last ? html`<p class="small dim">${this.lastOf(one.last)}</p>` : nothing}
      <p class="small ${told?.tone ?? ""}" role="status">${told?.text ?? ""}</p>
      <div class="buttons">
        <button class="button" ?disabled=${isBusy} data-do="test" @click=${() => this.send(one, "test_webhook")}>${this.say("webhook.test")}</button>
        ${one.dead ? html`<button class="button plain" ?disabled=${isBusy} data-do="redeliver" @click=${() => this.send(one, "redeliver")}>${this.say("webhook.send_again")}</button>` : nothing}
        <button class="round" data-do="more" aria-expanded=${isOpen} aria-label=${this.say("webhook.more", { name: one.name })} @click=${() => (this.opened = isOpen ? undefined : one.id)}>${icon(DOTS)}</button>
      </div>
      ${isOpen
        ? html`<div class="buttons more">
            <a class="button plain" href="/config/integrations/integration/homeiq">${this.say("webhook.edit")}</a>
            <button class="button plain no" ?disabled=${isBusy} data-do="delete" @click=${() => (this.leaving = one)}>${this.say("do.delete_ask")}</button>
          </div>`
        : nothing}
    </li>`;
  }

  static override styles = [
    Part.styles,
    css`
      li {
        border-top: 1px solid var(--divider-color);
      }
      .buttons {
        margin-top: 8px;
      }
      .more {
        margin-inline-start: -8px;
      }
    `,
  ];
}

known("homeiq-webhooks", Webhooks);
