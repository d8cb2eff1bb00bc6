// A batch under way: its figures follow by themselves, and the page is read again at the end. Without this, its button does so.

const BATCH_PAUSE = 2_000;

async function followBatch(): Promise<void> {
  const here = document.querySelector("[data-live]");
  if (!here) return;
  try {
    const answer = await fetch(location.href, { headers: { accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const there = page.querySelector("[data-live]");
    if (answer.ok && !there) {
      location.reload();
      return;
    }
    if (there) here.replaceChildren(...there.childNodes);
  } catch {
    // Out of reach for now: what is shown stays, and the next time may do.
  }
  setTimeout(() => void followBatch(), BATCH_PAUSE);
}

setTimeout(() => void followBatch(), BATCH_PAUSE);
