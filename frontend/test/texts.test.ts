import { expect, test } from "vitest";
import type { HomeAssistant, Localize } from "../src/home-assistant";
import { Texts } from "../src/texts";

/** A page of Home Assistant whose texts come when they are let go. */
class Page {
  asked = 0;
  localize: Localize = () => "";
  private letGo: (() => void)[] = [];

  with(time_format: string): HomeAssistant {
    return {
      localize: this.localize,
      locale: { language: "en", time_format },
      config: { time_zone: "UTC" },
      loadBackendTranslation: async () => {
        this.asked++;
        await new Promise<void>((done) => this.letGo.push(done));
        return (this.localize = () => "ours");
      },
    } as unknown as HomeAssistant;
  }

  async come(): Promise<void> {
    this.letGo.splice(0).forEach((done) => done());
    await new Promise((done) => setTimeout(done));
  }
}

test("whoever chooses another clock has it at once, and no text is asked for again", async () => {
  const page = new Page();
  const texts = new Texts(() => undefined);
  texts.read(page.with("24"));
  await page.come();
  const before = texts.words?.minutes(1265);

  texts.read(page.with("12"));

  expect([before, texts.words?.minutes(1265).replace(/\s/g, " ")]).toEqual(["21:05", "9:05 PM"]);
  expect([texts.words?.say("any"), page.asked]).toEqual(["ours", 1]);
});

test("a clock that is chosen while texts are on their way is the one that they come with", async () => {
  const page = new Page();
  const texts = new Texts(() => undefined);

  texts.read(page.with("12"));
  texts.read(page.with("24"));
  await page.come();

  expect(texts.words?.minutes(1265)).toBe("21:05");
});

test("texts of a language that was left come too late", async () => {
  const page = new Page();
  const drawn: string[] = [];
  const texts = new Texts(() => drawn.push("drawn"));

  texts.read(page.with("24"));
  page.localize = () => "another language";
  texts.read(page.with("24"));
  await page.come();

  expect([page.asked, drawn]).toEqual([2, ["drawn"]]);
});
