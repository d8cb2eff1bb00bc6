// A form is sent once: its button says that it is working, until the page is left or comes back.

/** Refuses a second submission of the same form and marks its button as busy. */
export function guardForms(): void {
  document.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    if (event.defaultPrevented || form.method !== "post") return;
    if (form.dataset.sent !== undefined) {
      event.preventDefault();
      return;
    }
    // A form that downloads keeps its page: it must be able to serve again.
    if (form.dataset.download !== undefined) return;
    form.dataset.sent = "";
    event.submitter?.setAttribute("aria-busy", "true");
  });

  window.addEventListener("pageshow", (event) => {
    if (event.persisted) release();
  });
}

function release(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-sent]")) delete form.dataset.sent;
  for (const button of document.querySelectorAll("form [aria-busy]")) button.removeAttribute("aria-busy");
}
