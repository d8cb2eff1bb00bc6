// Every page that the national office reaches, looked at as every page is (sweep.mjs), in a file of its own: it reaches more than all others together.

import { test } from "node:test";
import { signIn } from "../lib/acts.mjs";
import { SIGN_INS } from "../lib/server.mjs";
import { stage } from "../lib/stage.mjs";
import { Sweep, everything } from "../lib/sweep.mjs";

const { open } = await stage();
const sweep = new Sweep({ full: process.env.ENGINE !== "postgres" });

test("sweep: pages of the administrator", async () => {
  const page = await open();
  await signIn(page, SIGN_INS.administrator);
  await everything(sweep, ["administrator", page]);
});
