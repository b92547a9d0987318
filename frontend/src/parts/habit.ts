/** A habit as a row: what is done, when, where it stands and what it still needs. */

import { css, html, type TemplateResult } from "lit";
import { property } from "lit/decorators.js";
import type { Pattern } from "../live/documents";
import type { Home } from "../live/home";
import { shareOf } from "../live/ladder";
import { unbroken, type Words } from "../words";
import { icon, iconOf } from "./icon";
import { known, Part } from "./part";
import { rungOf } from "./rung";

/** What sets it off, in a few words. */
export function occasion(one: Pattern, name: (entity: string) => string, words: Words): string {
  if (one.time) {
    const [hours = 0, minutes = 0] = one.time.split(":").map(Number);
    return words.minutes(60 * hours + minutes);
  }
  if (one.event) {
    const minutes = one.offset_minutes ?? 0;
    const side = minutes ? (minutes < 0 ? "before" : "after") : "at";
    return words.say(`habit.${side}_${one.event}`, { minutes: words.number(Math.abs(minutes)) });
  }
  if (one.trigger) {
    const { entity_id: entity, to, above, below } = one.trigger;
    if (to === undefined) return words.say(above === undefined ? "habit.below" : "habit.above", { thing: name(entity), number: words.number(above ?? below ?? 0, 2) });
    return words.say("habit.after", { thing: name(entity), state: words.find(`acts.${to}`) ?? to });
  }
  return words.say(`kind.${one.kind}`);
}

/** What is done, and when; of many things only so many are named. */
export function titleOf(one: Pattern, names: (entity: string) => string, words: Words, most = 2): string {
  const { state, otherwise = {} } = one;
  const set = one.values?.find(({ attribute }) => attribute === one.attribute);
  const alike = one.entities.filter((entity) => !otherwise[entity]).map(names);
  const shown = alike.length > most ? words.say("habit.and_more", { thing: alike[0] ?? "", count: alike.length - 1 }) : words.list(alike);
  const called = (of: string): string => words.find(`acts.${of}`) ?? of;
  const others = Object.entries(otherwise).map(([entity, to]) => words.say("habit.also", { thing: names(entity), state: called(to) }));
  return words.say("habit.title", { things: shown, state: [set ? words.measured(set.value, "°") : called(state), ...others].join(", "), when: occasion(one, names, words) });
}

/** As it is or was offered, in the home's words; else what is done, and when. */
export function spoken(one: Pattern, home: Home, names: (entity: string) => string, words: Words, most?: number): string {
  const { suggestions, decisions } = home.documents;
  const told = [suggestions?.suggestions, decisions?.accepted, decisions?.trials, decisions?.later, decisions?.dismissed];
  return told.find((of) => of?.[one.signature])?.[one.signature]?.title ?? titleOf(one, names, words, most);
}

export class Habit extends Part {
  @property({ attribute: false }) pattern!: Pattern;
  /** As it is offered, else what is done and when. */
  @property() heading = "";
  @property() room = "";
  /** Where all of it is. */
  @property() address = "";

  protected override render(): TemplateResult {
    const { pattern: one, words } = this;
    const about = [this.room, words.say(`kind.${one.kind}`)].filter(Boolean).join(" · ");
    const inside = html`${icon(iconOf(one.kind, one.entities))}<span class="grow"><span class="title">${unbroken(this.heading)}</span><span class="small dim about">${about}</span></span>${this.reach(one)}`;
    return html`<a class="item" href=${this.address}>${inside}</a>`;
  }

  /** What speaks for it so far, and what is missing. */
  private reach(one: Pattern): TemplateResult {
    const seen = this.say("habit.seen", { seen: this.words.number(one.support_days), days: this.words.number(one.eligible_days) });
    if (one.stand === "forming" && one.needs !== undefined) {
      return html`<span class="reach small">
        <span class="meter" aria-hidden="true"><i style=${`width:${100 * shareOf(one.support_days, one.needs)}%`}></i></span>
        <span class="small">${seen} · ${this.count("habit.needs", one.needs)}</span>
      </span>`;
    }
    const word = this.words.find(`gate.${one.stand}`) ?? this.say(`rung.${rungOf(one.kind, one.stand)}`);
    return html`<span class="reach small"><span class="small">${word}</span><span class="small dim">${seen}</span></span>`;
  }

  static override styles = [
    Part.styles,
    css`
      .item {
        align-items: center;
        height: 100%;
        padding-block: 8px;
        border-bottom: 1px solid var(--divider-color);
      }
      :host {
        display: block;
        height: 100%;
      }
      .title {
        display: -webkit-box;
        -webkit-box-orient: vertical;
        -webkit-line-clamp: 2;
        overflow: hidden;
        line-height: 18px;
      }
      .about {
        display: block;
      }
      .reach {
        flex: none;
        width: 240px;
        display: grid;
        gap: 2px;
      }
      .meter {
        margin-bottom: 2px;
      }
      @container (max-width: 869px) {
        .about {
          display: none;
        }
        .reach {
          display: flex;
          width: auto;
          gap: 8px;
        }
        .item {
          flex-wrap: wrap;
          align-content: center;
          gap: 2px 12px;
        }
        .grow {
          flex-basis: calc(100% - 36px);
        }
        .reach {
          margin-inline-start: 36px;
          flex: 1;
          align-items: center;
          white-space: nowrap;
          overflow: hidden;
        }
        .title {
          line-height: 17px;
        }
        .meter {
          flex: 0 0 48px;
          margin: 0;
        }
      }
    `,
  ];
}

known("homeiq-habit", Habit);
