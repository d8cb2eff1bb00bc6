// Plays a case on the player's page: what must be delivered, what the page must show, what the person does.

import assert from "node:assert/strict";
import { check } from "./compare.mjs";
import { behaviour, number } from "./content.mjs";

/**
 * @typedef {import("./player.mjs").Player} Player
 * @typedef {import("./player.mjs").Place} Place
 * @typedef {import("./compare.mjs").Command} Command
 * @typedef {{asked: "contentsEnabled" | "pageButton" | {enabled: string} | {disabled: string} | {selectable: Place} | {visible: Place}, yes: boolean}} Question
 * @typedef {"leave" | "over" | "idle" | {ask: string | {choice: Place}} | {open: string | null}} Act
 * @typedef {{activity: string, visit: number, questions: Question[], commands: Command[], acts: Act[]}} Visit
 * @typedef {{id: string, package: string, pick: string | null, visits: Visit[], after: string[]}} Case
 * @typedef {{identifier: string, title: string, address: string | null}} Entry an activity of a package
 */

const TERMINATE = { call: { function: "Terminate", arguments: [""], expected: { text: "true" }, error: "0" } };

export class Play {
  opened = "";
  justOpened = false;

  /**
   * @param {Case} played
   * @param {Player} player
   * @param {(id: string) => string} step where a package is
   * @param {Record<string, Entry[]>} outlines the activities of each package
   */
  constructor(played, player, step, outlines) {
    this.played = played;
    this.player = player;
    this.step = step;
    this.outlines = outlines;
  }

  async whole() {
    let place = "opening";
    try {
      await this.open(this.played.package);
      if (this.played.pick) await this.pick({ titled: this.played.pick });
      for (const visit of this.played.visits) {
        place = `Act${visit.activity}V${visit.visit}`;
        const frame = await this.arrive(visit);
        await this.content(visit, frame);
        for (const act of visit.acts) {
          place = `Act${visit.activity}V${visit.visit}, then ${JSON.stringify(act)}`;
          await this.act(act);
        }
      }
    } catch (error) {
      throw new Error(`${this.played.id} ${place}: ${error instanceof Error ? error.message : error}`);
    }
  }

  /** @param {string} id */
  async open(id) {
    this.opened = id;
    this.justOpened = true;
    await this.player.open(this.step(id));
  }

  /** Nothing is delivered yet: the learner picks in the plan. @param {Place} place */
  async pick(place) {
    await this.player.arrived();
    this.justOpened = false;
    await this.player.choose(place);
  }

  /** The activity of the visit must be there. After an opening that delivers nothing, the learner picks it. @param {Visit} visit */
  async arrive({ activity }) {
    let { show, frame } = await this.player.arrived();
    if (!frame && this.justOpened && show.stage.stage !== "ended") {
      const entry = this.outlines[this.opened]?.find(({ address }) => number(address ?? "") === activity);
      assert.ok(entry, "an activity of this number");
      await this.player.choose({ titled: entry.title.trim() });
      ({ show, frame } = await this.player.arrived());
    }
    this.justOpened = false;
    assert.ok(frame, `expected activity ${activity}, got none: ${show.stage.stage}, ${show.why ?? ""}`);
    const { pathname, search } = new URL(frame.url());
    assert.ok(number(search) === activity, `expected activity ${activity}, got ${pathname}${search}`);
    assert.ok(!behaviour(pathname).forbidden, `${pathname}${search} must never be delivered`);
    return frame;
  }

  /** @param {Visit} visit @param {import("playwright-core").Frame} frame */
  async content({ questions, commands }, frame) {
    const { terminates, asksLast } = behaviour(frame.url());
    if (!asksLast) for (const question of questions) await this.question(question, frame);
    if (terminates !== "never") {
      assert.ok(await frame.evaluate(() => /** @type {any} */ (window).conformance.found), "the API is found");
      const results = await frame.evaluate((given) => /** @type {any} */ (window).conformance.visit(given), commands);
      const expected = terminates === "at once" ? [...commands, TERMINATE] : commands;
      expected.forEach((command, at) => check(command, results[at]));
    }
    if (asksLast) for (const question of questions) await this.question(question, frame);
  }

  /** @param {Question} question @param {import("playwright-core").Frame} frame */
  async question({ asked, yes }, frame) {
    if (asked === "pageButton") return frame.getByRole("button").click();
    const word = (/** @type {boolean} */ answer) => (answer ? "yes" : "no");
    const shown = await this.answer(asked);
    if (shown !== yes) throw new Error(`${JSON.stringify(asked)}: expected ${word(yes)}, got ${word(shown)}`);
  }

  /** @param {Exclude<Question["asked"], "pageButton">} asked @returns {Promise<boolean>} */
  async answer(asked) {
    const { player } = this;
    if (asked === "contentsEnabled") return (await player.plan()).some(({ selectable, current }) => selectable && !current);
    if ("selectable" in asked) return (await player.line(asked.selectable)).line?.selectable ?? false;
    if ("visible" in asked) return (await player.line(asked.visible)).line !== undefined;
    if ("disabled" in asked) return !(await this.answer({ enabled: asked.disabled }));
    assert.ok(asked.enabled === "continue" || asked.enabled === "previous", `a control of the page: ${asked.enabled}`);
    return player.enabled(asked.enabled === "continue" ? "suivant" : "precedent");
  }

  /** @param {Act} act */
  async act(act) {
    const { player } = this;
    if (act === "over") return player.over();
    if (typeof act === "object" && "open" in act) return this.open(act.open ?? this.opened);
    const show = await player.settled();
    if (act === "leave") return show.stage.stage === "ended" ? undefined : player.exitAll();
    if (act === "idle") return assert.ok(show.stage.stage === "choosing", `expected nothing delivered, got ${show.stage.stage}`);
    await this.ask(act.ask);
    if (player.left) return;
    const said = await player.farewell();
    if (said) check(TERMINATE, { given: [""], ...said });
  }

  /** @param {string | {choice: Place}} wish */
  ask(wish) {
    const { player } = this;
    if (typeof wish === "object") return player.choose(wish.choice);
    switch (wish) {
      case "continue":
        return player.press("#suivant button");
      case "previous":
        return player.press("#precedent button");
      case "exitAll":
        return player.exitAll();
      case "suspendAll":
        return player.quit();
      default:
        throw new Error(`the page has no ${wish}`);
    }
  }
}
