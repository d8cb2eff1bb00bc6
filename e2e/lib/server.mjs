// The platform under test: the real binary, in a new folder, on a free port, with its demonstration.
// ENGINE=postgres: on a new database of the server at TEST_POSTGRES_URL.

import { execFile, spawn } from "node:child_process";
import { mkdtemp, open, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { until } from "./until.mjs";

const run = promisify(execFile);
const root = join(fileURLToPath(import.meta.url), "..", "..", "..");

export const PASSWORD = "sept-abeilles-et-un-four-a-pain";

/** The demonstration's sign-ins; their password is `PASSWORD`. */
export const SIGN_INS = { administrator: "administration", manager: "rene", tutor: "fabienne", secondTutor: "karim", adviser: "maria.lopes" };

/**
 * @typedef {object} Site
 * @property {string} url origin, without a slash at the end
 * @property {() => Promise<string>} log the end of what the server printed
 * @property {() => Promise<string[]>} named who and what its log names, and must not
 * @property {() => Promise<void>} stop
 */

/** The demonstration's people, those that journeys enrol, and addresses. */
const PERSONAL =
  /[\w.-]+@(?:example|exemple)\.\w+|(?<!\p{L})(?:aline|rené|rene|kerjean|fabienne|caradec|karim|haddad|guillou|ferreira|rousseau|diallo|morvan|monique|le ?goff|nolwenn|josiane|erwan|gueguen)(?!\p{L})/giu;

/** The demonstration says its own sign-ins when it starts. */
const SAID = /^Identifiants de démonstration.*$/gmu;

/** What a log names and must not. @param {string} printed */
export const personal = (printed) => [...new Set(printed.replace(SAID, "").match(PERSONAL) ?? [])];

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((done, fail) => {
    const server = createServer().once("error", fail);
    server.listen(0, "127.0.0.1", () => {
      const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
      server.close(() => done(port));
    });
  });
}

/** A new database in the throw-away PostgreSQL, and how to drop it. @param {string} name */
async function newDatabase(name) {
  const server = process.env.TEST_POSTGRES_URL;
  if (!server) throw new Error("ENGINE=postgres wants TEST_POSTGRES_URL: play the journeys with scripts/e2e.sh");
  const sql = (/** @type {string} */ text) => run("psql", [server, "-q", "-c", text]);
  await sql(`CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => sql(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}

/** @param {import("node:child_process").ChildProcess} child */
const ended = (child) => child.exitCode !== null || child.signalCode !== null;

/** @param {import("node:child_process").ChildProcess} child */
async function end(child) {
  if (!ended(child)) child.kill("SIGTERM");
  await until(() => ended(child), "the server's end", 10_000).catch(() => child.kill("SIGKILL"));
}

/**
 * Starts it and waits until it answers.
 * @param {Record<string, string>} [settings] more of its environment
 * @returns {Promise<Site>}
 */
export async function startSite(settings = {}) {
  const binary = resolve(process.env.COMPAGNON_BIN ?? join(root, "target", "debug", "compagnon"));
  const folder = await mkdtemp(join(tmpdir(), "e2e-"));
  const port = await freePort();
  const database = process.env.ENGINE === "postgres" ? await newDatabase(`e2e_${process.pid}_${port}`) : null;
  const env = {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    PORT: String(port),
    PUBLIC_URL: `http://localhost:${port}`,
    DATA_DIR: join(folder, "data"),
    DEMO_PASSWORD: PASSWORD,
    ...(database && { DATABASE_URL: database.url }),
    ...settings,
  };
  const logPath = join(folder, "log");
  const log = await open(logPath, "a");
  const start = (/** @type {string} */ command) => spawn(binary, [command], { env, cwd: folder, stdio: ["ignore", log.fd, log.fd] });
  const printed = async () => (await readFile(logPath, "utf8")).split("\n").slice(-40).join("\n");

  for (const command of ["migrate", "demo"]) {
    const child = start(command);
    await /** @type {Promise<void>} */ (
      new Promise((done, fail) => child.once("error", fail).once("exit", (code) => {
        if (code === 0) done();
        else printed().then((text) => fail(new Error(`${binary} ${command} ended with ${code}:\n${text}`)));
      }))
    );
  }
  const before = (await readFile(logPath)).length;
  const server = start("serve");
  const kill = () => void server.kill("SIGKILL");
  process.once("exit", kill);

  const site = {
    url: env.PUBLIC_URL,
    log: printed,
    named: async () => personal((await readFile(logPath)).subarray(before).toString()),
    stop: async () => {
      await end(server);
      process.off("exit", kill);
      await log.close();
      await database?.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
  const answers = () => fetch(`${site.url}/`, { redirect: "manual" }).then(() => true, () => false);
  try {
    await until(async () => ended(server) || (await answers()), `${binary} serve answers`, 30_000);
    if (ended(server)) throw new Error(`${binary} serve ended with ${server.exitCode ?? server.signalCode}`);
    return site;
  } catch (error) {
    const text = await printed();
    await site.stop();
    throw new Error(`${error.message}\n${text}`);
  }
}
