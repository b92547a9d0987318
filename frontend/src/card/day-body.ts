/** The inside of the card of the day: what is odd, and what comes next. */

import { mdiCalendarToday } from "@mdi/js";
import { css, html, nothing, type TemplateResult } from "lit";
import { minuteAt } from "../live/clock";
import { ENOUGH, inArea, sentenceOf } from "../live/day";
import type { Day, DayRow } from "../live/documents";
import type { Home } from "../live/home";
import { Ticking } from "../live/ticking";
import { SPROUT } from "../parts/icon";
import { known } from "../parts/part";
import "../parts/track";
import { nameOf, type Words } from "../words";
import { BASE, CardBody } from "./body";

const AS_MANY = 7;
const PAGE = `${BASE}/habits/day`;

export class DayBody extends CardBody {
  constructor() {
    super();
    new Ticking(this);
  }

  protected override begin(home: Home): void {
    home.follow("day", "overview");
  }

  protected override inside(words: Words, home: Home): TemplateResult | typeof nothing {
    const day = this.day(home);
    if (!day || !home.documents.overview) return nothing;
    const none = this.none(words, home, day);
    if (none) return this.message(...none);
    const now = minuteAt(Date.now() / 1000, words);
    return html`<div class="all">
      <p role="status"><a href=${this.page(PAGE)}>${sentenceOf(day, words, now).said}</a></p>
      <homeiq-track brief .words=${words} .day=${day} .now=${now} .most=${this.config.max ?? AS_MANY} .names=${this.name} .addresses=${this.address}></homeiq-track>
    </div>`;
  }

  protected override brief(words: Words, home: Home): TemplateResult | typeof nothing {
    const day = this.day(home);
    if (!day || !home.documents.overview) return nothing;
    const none = this.none(words, home, day);
    if (none) return this.line(...none, PAGE);
    const { late = 0, early = 0, missing = 0 } = day.counts;
    const odd = late + early + missing + Object.keys(day.still_on).length;
    return this.line(mdiCalendarToday, odd ? words.count("card.odd", odd) : words.say("card.usual"), sentenceOf(day, words, 0).said, PAGE);
  }

  /** Why there is nothing to compare the day with. */
  private none(words: Words, home: Home, day: Day): [symbol: string, title: string, more: string] | undefined {
    const known = home.documents.overview?.days.known ?? 0;
    if (known < ENOUGH) return [SPROUT, words.say("day.too_early"), words.count("day.known", known, { enough: ENOUGH })];
    return day.order.length ? undefined : [mdiCalendarToday, words.say("day.none"), words.say("day.none_more")];
  }

  private day(home: Home): Day | undefined {
    const { day } = home.documents;
    return day && this.config.area ? inArea(day, this.config.area) : day;
  }

  private readonly name = (entity: string): string => nameOf(this.hass, entity);

  private readonly address = (row: DayRow): string => `/history?entity_id=${row.entities.join(",")}`;

  static override styles = [
    ...CardBody.styles,
    css`
      .all {
        padding: 12px 16px;
      }
      .all a {
        display: block;
        padding-block: 2px;
      }
    `,
  ];
}

known("homeiq-day-body", DayBody);
