// What a browser adds to pages that already work without it. No inline handler, no state of its own.

import { fallbackCommands } from "./dialogs";
import { guardForms } from "./forms";
import { offerToShowPasswords } from "./passwords";
import { announceToasts, closeToasts } from "./toasts";

/** The summary of errors is the first thing to read after a refused form. */
function focusErrors(): void {
  document.querySelector<HTMLElement>("main > .error-summary")?.focus();
}

/** Fields of files bring their script along: few pages have one. */
function sendInPieces(): void {
  const address = document.querySelector<HTMLElement>(".drop[data-script]")?.dataset.script;
  if (address) void import(address);
}

focusErrors();
fallbackCommands();
guardForms();
sendInPieces();
offerToShowPasswords();
announceToasts();
closeToasts();
