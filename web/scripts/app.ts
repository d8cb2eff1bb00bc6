// What a browser adds to pages that already work without it. No inline handler, no state of its own.

import { fallbackCommands } from "./dialogs";
import { guardForms } from "./forms";
import { offerToShowPasswords } from "./passwords";
import { announceToasts, closeToasts } from "./toasts";

/** The summary of errors is the first thing to read after a refused form. */
function focusErrors(): void {
  document.querySelector<HTMLElement>("main > .error-summary")?.focus();
}

/** Fields of files and of texts with marks bring their script along: few pages have one. */
function fetchScripts(): void {
  const parts = document.querySelectorAll<HTMLElement>("[data-script]");
  for (const address of new Set([...parts].map((part) => part.dataset.script))) if (address) void import(address);
}

focusErrors();
fallbackCommands();
guardForms();
fetchScripts();
offerToShowPasswords();
announceToasts();
closeToasts();
