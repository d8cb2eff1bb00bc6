// Somebody whom two chambers enrol, neither knowing of the other.

import { COURSE, activate, activationLink, enrol, follow, openSession, signIn } from "./acts.mjs";
import { linkIn, mailWith } from "./mailbox.mjs";
import { SIGN_INS } from "./server.mjs";

/** @typedef {import("./acts.mjs").Person} Person */

export const THERE = "CMA Martinique";

/** @param {import("./server.mjs").Site} site @param {() => Promise<import("playwright-core").Page>} open */
export function twoRegions(site, open) {
  /** Opened once: the session of the other region. @type {string | undefined} */
  let session;
  return {
    /** The national office enrols somebody in another region, who begins there. @param {Person} person */
    async learnsThere(person) {
      const office = await open();
      await signIn(office, SIGN_INS.administrator);
      if (session) {
        await office.goto(session);
      } else {
        await office.goto("/sessions");
        await follow(office, "Créer une session");
        await follow(office, THERE);
        await office.getByRole("radio", { name: COURSE }).check();
        for (let step = 0; step < 4; step += 1) await follow(office, "Continuer");
        await follow(office, "Créer la session");
        session = new URL(office.url()).pathname;
      }
      await enrol(office, person);
      await activate(await open(), await activationLink(site, person.courriel));
    },

    /** René enrols them too: his session, and the link that they receive from him. @param {Person} person */
    async learnsHere(person) {
      const rene = await open();
      await signIn(rene, SIGN_INS.manager);
      const path = await openSession(rene);
      await enrol(rene, person);
      const link = linkIn(await mailWith(site, person.courriel, "/activation/", "CMA Bretagne"), "/activation/");
      return { rene, path, link };
    },
  };
}
