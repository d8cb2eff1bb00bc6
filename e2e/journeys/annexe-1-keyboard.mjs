// The tender's own story, whole, by keyboard alone: no mouse, no focus().

import { test } from "node:test";
import { annexe1 } from "../lib/annexe1.mjs";
import { keyboard } from "../lib/hands.mjs";
import { stage } from "../lib/stage.mjs";

const { site, open } = await stage();

test("annexe 1 by keyboard: from the enrolment to a certificate that anyone can check", () => annexe1(site, async () => keyboard(await open())));
