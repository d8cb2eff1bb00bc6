// Toasts stay until they are closed; what was there when the page came is announced too.

/** A live region says what changes in it: its words leave and come back at once. */
export function announceToasts(): void {
  for (const text of document.querySelectorAll<HTMLElement>(".toasts [role=status] > p")) {
    const words = [...text.childNodes];
    text.replaceChildren();
    setTimeout(() => text.replaceChildren(...words), 150);
  }
}

/** « Fermer ce message » takes the toast away and leaves the focus in the page. */
export function closeToasts(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>(".toast button[data-close]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const toasts = button.closest(".toasts");
      button.closest(".toast")?.remove();
      if (toasts && !toasts.querySelector(".toast")) toasts.remove();
      document.querySelector<HTMLElement>("main")?.focus({ preventScroll: true });
    });
  }
}
