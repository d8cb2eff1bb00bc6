// A small static server, for pages that the harness is tried on.

import { createServer } from "node:http";

/**
 * @param {Record<string, string | ((request: import("node:http").IncomingMessage) => {status: number, body: string})>} pages
 * @returns {Promise<{url: string, close: () => Promise<void>}>}
 */
export async function serve(pages) {
  const server = createServer((request, response) => {
    const page = pages[new URL(request.url ?? "/", "http://localhost").pathname];
    const { status, body } = typeof page === "function" ? page(request) : { status: page === undefined ? 404 : 200, body: page ?? "" };
    const type = request.url?.endsWith(".css") ? "text/css" : "text/html; charset=utf-8";
    response.writeHead(status, { "content-type": type, "content-security-policy": "default-src 'self'" }).end(body);
  });
  await /** @type {Promise<void>} */ (new Promise((done) => server.listen(0, "localhost", () => done())));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return {
    url: `http://localhost:${port}`,
    close: () => new Promise((done) => server.close(() => done())),
  };
}

/** A page in order, around some matter. @param {string} matter */
export const page = (matter) => `<!doctype html>
<html lang="fr"><head><title>Essai</title><meta name="viewport" content="width=device-width">
<link rel="stylesheet" href="/style.css"></head>
<body><a class="skip" href="#main">Aller au contenu</a><main id="main"><h1>Essai</h1>${matter}</main></body></html>`;

export const STYLE = `
body { font: 1rem/1.5 sans-serif; margin: 1rem; color: #222; background: #fff; }
a:focus-visible, button:focus-visible, input:focus-visible { outline: 3px solid #123; outline-offset: 2px; }
a.skip { display: inline-block; min-height: 24px; }
button, input { min-height: 2rem; max-width: 100%; font: inherit; }
label { display: block; }
.wide { width: 600px; background: #eee; }
.small { display: inline-block; width: 10px; min-height: 10px; height: 10px; padding: 0; overflow: hidden; }
.cut { width: 9rem; height: 1.5rem; overflow: hidden; }
.plain:focus-visible { outline: none; }
.faint:focus-visible { outline: 3px solid #eee; }
.under { position: relative; display: inline-block; }
.under .over { position: absolute; inset: 0; background: #ccc; }
.pale { color: #bbb; }
.turned { display: flex; flex-direction: row-reverse; }
`;
