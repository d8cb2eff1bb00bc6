// What a browser adds to pages that already work without it. No inline handler, no state of its own.

import { fallbackCommands } from "./dialogs";
import { guardForms } from "./forms";
import { offerToShowPasswords } from "./passwords";
import { announceToasts, closeToasts } from "./toasts";

/** The summary of errors is the first thing to read after a refused form. */
function focusErrors(): void {
  document.querySelector<HTMLElement>("main > .error-summary")?.focus();
}

focusErrors();
fallbackCommands();
guardForms();
offerToShowPasswords();
announceToasts();
closeToasts();
