// Monique plays a module; Fabienne, who tutors her session, reads what it came to and how it was opened.

import assert from "node:assert/strict";
import { test } from "node:test";
import { follow, isAt, openSession, signIn } from "../lib/acts.mjs";
import { atRest } from "../lib/checks.mjs";
import { inside, saved } from "../lib/modules.mjs";
import { openOwn, own } from "../lib/own.mjs";
import { SIGN_INS } from "../lib/server.mjs";
import { stage } from "../lib/stage.mjs";

const stand = await stage();

/** Ends on a button, with four questions right out of five, after twelve minutes by its own clock. */
const ENDING = `<button id="b">Terminer</button><script>
api.Initialize("");
const said = { "cmi.score.scaled": "0.8", "cmi.success_status": "passed", "cmi.completion_status": "completed", "cmi.session_time": "PT12M" };
document.getElementById("b").onclick = () => { for (const name in said) api.SetValue(name, said[name]); api.Terminate(""); };
</script>`;

test("follow-up: the tutor reads a module's score and time, then its openings", async () => {
  const { page: monique, address } = await openOwn(stand, own([ENDING]), "Monique");
  await monique.goto(address);
  await inside(monique).locator("#b").click();
  await saved(monique);

  const fabienne = await stand.open();
  await signIn(fabienne, SIGN_INS.tutor);
  const session = await openSession(fabienne);
  await follow(fabienne, "Suivi");
  isAt(fabienne, `${session}/suivi`);
  const line = fabienne.getByRole("row").filter({ hasText: "Monique Le Goff" });
  const cell = line.getByRole("cell").filter({ hasText: "Détail" });
  assert.match(await cell.innerText(), /Terminée, 80\s%[\s\S]*12\smin/);
  assert.deepEqual(await atRest(fabienne), []);

  await follow(fabienne, "Détail de « Où j’en suis aujourd’hui » pour Monique Le Goff");
  const openings = fabienne.getByRole("table").getByRole("row");
  assert.equal(await openings.count(), 2, "its columns, then one opening");
  assert.match(await fabienne.locator("main").innerText(), /Temps déclaré par le module[^:]*: 12\smin/);
  await openings.nth(1).getByRole("link").press("Enter");
  await fabienne.getByRole("cell", { name: "Le contenu se termine" }).waitFor();
});
