/** The things that HomeIQ knows, to choose one of them. */

import type { Home } from "./home";

export interface Thing {
  entity_id: string;
  name: string;
}

interface Page {
  entities: Thing[];
  next_cursor: string | null;
}

const PAGE = 1000; // things that are asked for at once; all of them are proposed while one types

export async function thingsOf(home: Home): Promise<Thing[]> {
  const things: Thing[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const page: Page = await home.ask<Page>("entities/list", { limit: PAGE, cursor });
    things.push(...page.entities);
    cursor = page.next_cursor;
  }
  return things;
}
