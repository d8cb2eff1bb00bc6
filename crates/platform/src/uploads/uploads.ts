// A big file goes to the platform while its form is being filled in, piece by piece: a cut costs a piece, and the file goes
// on from where it was, even after the page was closed. The form then names the file instead of carrying it.

import { Field } from "./parts/field";

for (const zone of document.querySelectorAll<HTMLElement>(".drop[data-pieces]")) {
  const input = zone.querySelector<HTMLInputElement>("input[type=file]");
  const form = input?.form;
  if (input && form) new Field(zone, input, form);
}
