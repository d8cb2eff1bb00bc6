// Buttons with commandfor and command, for browsers that don't know them yet, and focus that comes back.

/** Opens and closes dialogs; where the browser does it by itself, only keeps where the focus returns. */
export function fallbackCommands(): void {
  const native = "commandForElement" in HTMLButtonElement.prototype;

  document.addEventListener("click", (event) => {
    const button = (event.target as Element | null)?.closest<HTMLButtonElement>("button[commandfor]");
    const dialog = button && document.getElementById(button.getAttribute("commandfor") ?? "");
    if (!button || !(dialog instanceof HTMLDialogElement)) return;

    const command = button.getAttribute("command");
    if (command === "show-modal") {
      comeBackTo(button, dialog);
      if (!native && !dialog.open) dialog.showModal();
    } else if (command === "close" && !native) {
      dialog.close();
    }
  });
}

/** Escape, « Fermer » and the dialog's own answers all lead back to the button that opened it. */
function comeBackTo(button: HTMLElement, dialog: HTMLDialogElement): void {
  dialog.addEventListener("close", () => { if (button.isConnected) button.focus(); }, { once: true });
}
