// A push service of a few lines, and a browser that is registered with it: the browser's own stands outside this machine.

import { createServer } from "node:http";

/**
 * What it was asked, from the first line to the end of the body.
 * @typedef {{path: string, headers: import("node:http").IncomingHttpHeaders, body: string}} Asked
 */

/** Starts one. */
export async function pushService() {
  /** @type {Asked[]} */
  const asked = [];
  const server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (part) => (body += part)).on("end", () => {
      asked.push({ path: request.url ?? "", headers: request.headers, body });
      response.writeHead(201).end();
    });
  });
  await /** @type {Promise<void>} */ (new Promise((done) => server.listen(0, "127.0.0.1", done)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return { url: `http://127.0.0.1:${port}`, asked, stop: () => server.close() };
}

/**
 * Registers the browser of a page there, from its next page on: its own service would be asked outside this machine. With no service,
 * it can't be reached.
 * @param {import("playwright-core").Page} page
 * @param {string | null} service
 */
export async function registersWith(page, service) {
  await page.context().grantPermissions(["notifications"], { origin: new URL(page.url()).origin });
  await page.addInitScript(standIn, service);
}

/** @param {string | null} service */
function standIn(service) {
  const KEPT = "essai-push";
  const held = () => {
    const endpoint = localStorage.getItem(KEPT);
    const unsubscribe = async () => {
      localStorage.removeItem(KEPT);
      return true;
    };
    return endpoint === null ? null : /** @type {any} */ ({ endpoint, unsubscribe });
  };
  PushManager.prototype.getSubscription = async () => held();
  PushManager.prototype.subscribe = async (options) => {
    if (service === null) throw new DOMException("Registration failed - push service error", "AbortError");
    // As a browser does: the key is a point on P-256, and the address is its own.
    const text = String(options?.applicationServerKey).replaceAll("-", "+").replaceAll("_", "/");
    const point = Uint8Array.from(atob(text), (one) => one.charCodeAt(0));
    await crypto.subtle.importKey("raw", point, { name: "ECDSA", namedCurve: "P-256" }, true, ["verify"]);
    localStorage.setItem(KEPT, `${service}/${crypto.randomUUID()}`);
    return held();
  };
}

/**
 * The browser is rung as its service would: without a word.
 * @param {import("playwright-core").Page} page
 */
export async function ring(page) {
  const cdp = await page.context().newCDPSession(page);
  const found = new Promise((done) => {
    cdp.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
      const live = registrations.find((one) => !one.isDeleted);
      if (live) done(live.registrationId);
    });
  });
  await cdp.send("ServiceWorker.enable");
  const registrationId = await found;
  await cdp.send("ServiceWorker.deliverPushMessage", { origin: new URL(page.url()).origin, registrationId, data: "" });
  await cdp.detach();
}

/**
 * What the browser shows of it.
 * @param {import("playwright-core").Page} page
 * @returns {Promise<{title: string, body: string}[]>}
 */
export const shown = (page) =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    return (await registration.getNotifications()).map(({ title, body }) => ({ title, body }));
  });

/**
 * Presses it: where that leads.
 * @param {import("playwright-core").Page} page
 * @returns {Promise<string>}
 */
export async function press(page) {
  const [worker] = page.context().serviceWorkers();
  if (!worker) throw new Error("no service worker runs");
  return worker.evaluate(async () => {
    const scope = /** @type {any} */ (globalThis);
    let opened = "";
    scope.clients.openWindow = async (/** @type {string} */ address) => {
      opened = address;
    };
    const [notification] = await scope.registration.getNotifications();
    // Made here, an event can't be waited for as the browser's own.
    scope.dispatchEvent(Object.assign(new Event("notificationclick"), { notification, waitUntil: () => {} }));
    return opened;
  });
}
