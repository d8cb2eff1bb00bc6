// The tender's own story, whole, by mouse.

import { test } from "node:test";
import { annexe1 } from "../lib/annexe1.mjs";
import { mouse } from "../lib/hands.mjs";
import { stage } from "../lib/stage.mjs";

const { site, open } = await stage();

test("annexe 1: from the enrolment to a certificate that anyone can check", () => annexe1(site, async () => mouse(await open())));
