// A recording: where it was left, what of it was played, and what the platform has kept of that.

interface Kept {
  percent: number;
  done: boolean;
}

/** Between two reports while it plays, in milliseconds. */
const EVERY = 10_000;
/** Nobody is brought back to the very end, in milliseconds. */
const END = 3_000;

const milliseconds = (seconds: number) => Math.round(seconds * 1000);

function ranges(media: HTMLMediaElement): [number, number][] {
  const played = media.played;
  return Array.from({ length: played.length }, (_, at) => [milliseconds(played.start(at)), milliseconds(played.end(at))]);
}

const show = (id: string, shown: boolean) => {
  const element = document.getElementById(id);
  if (element) element.hidden = !shown;
};

function tell({ percent, done }: Kept): void {
  const bar = document.querySelector<HTMLProgressElement>("#visionnage progress");
  const figure = document.querySelector("#visionnage .progress .figure");
  if (bar) bar.value = percent;
  for (const said of [bar, figure]) if (said) said.textContent = (said.textContent ?? "").replace(/\d+/, String(percent));
  const wasDone = !(document.getElementById("termine")?.hidden ?? true);
  show("termine", done);
  show("attendu", !done);
  const said = document.getElementById("annonce");
  if (said && done && !wasDone) said.textContent = "Étape terminée";
}

function follow(place: HTMLElement, media: HTMLMediaElement): void {
  const { adresse = "", jeton = "", version = "", position = "0" } = place.dataset;
  let sent = "";
  const report = async (keepalive = false) => {
    const body = JSON.stringify({ version, ranges: ranges(media), position: milliseconds(media.currentTime) });
    if (body === sent || media.played.length === 0) return;
    try {
      const headers = { "content-type": "application/json", "x-jeton": jeton };
      const response = await fetch(adresse, { method: "POST", headers, body, keepalive });
      if (response.ok) {
        sent = body;
        tell((await response.json()) as Kept);
      }
      show("hors-ligne", false);
    } catch {
      show("hors-ligne", true);
    }
  };
  const resume = () => {
    const at = Number(position);
    if (at > 0 && milliseconds(media.duration) - at > END) media.currentTime = at / 1000;
  };
  if (media.readyState >= media.HAVE_METADATA) resume();
  else media.addEventListener("loadedmetadata", resume, { once: true });
  setInterval(() => void (media.paused ? undefined : report()), EVERY);
  for (const moment of ["pause", "ended", "seeked"]) media.addEventListener(moment, () => void report());
  addEventListener("online", () => void report());
  addEventListener("pagehide", () => void report(true));
  document.addEventListener("visibilitychange", () => void (document.visibilityState === "hidden" ? report(true) : undefined));
}

const place = document.getElementById("visionnage");
const media = place?.querySelector<HTMLMediaElement>("video, audio");
if (place && media) follow(place, media);
