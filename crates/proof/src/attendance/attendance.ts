// Attendance in a browser: a signature is drawn, and a tablet that is out of reach keeps what was signed on it until it can send it.

import { letDraw } from "./parts/pad";
import { Sending } from "./parts/sending";
import { letSign } from "./parts/tablet";

for (const pad of document.querySelectorAll<HTMLElement>("[data-pad]")) letDraw(pad);
const outbox = document.querySelector<HTMLElement>("[data-outbox]");
const dialog = document.querySelector<HTMLDialogElement>("dialog#signer");
if (outbox) {
  const sending = new Sending(outbox);
  if (dialog) letSign(dialog, sending);
  sending.begin();
}
