// « Afficher le mot de passe »: the server writes the button, hidden; it shows once it can work.

/** Brings each such button to life, and hides the password again before it is sent. */
export function offerToShowPasswords(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>("button.reveal")) {
    const field = document.getElementById(button.getAttribute("aria-controls") ?? "");
    if (!(field instanceof HTMLInputElement)) continue;
    button.hidden = false;
    button.addEventListener("click", () => show(button, field, field.type === "password"));
    field.form?.addEventListener("submit", () => show(button, field, false));
  }
}

function show(button: HTMLButtonElement, field: HTMLInputElement, visible: boolean): void {
  field.type = visible ? "text" : "password";
  button.setAttribute("aria-pressed", String(visible));
}
