import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { run } from "../../../src/host/command.ts";
import { choose, reach } from "../../../src/kube/reach.ts";
import { UsageError } from "../../../src/model/errors.ts";
import type { Asked } from "../../support/asked-server.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import type { Given, KubeconfigCase } from "./kubeconfig-case.ts";
import { kubectl } from "./kubectl.ts";
import { makeWorld, type World } from "./world.ts";

/** Every table of cases beside this file. */
const tables = await Promise.all(
  readdirSync(join(import.meta.dirname, "cases")).map(async (file) => {
    const { default: cases } = (await import(pathToFileURL(join(import.meta.dirname, "cases", file)).href)) as {
      default: readonly KubeconfigCase[];
    };
    return [file, cases] as const;
  }),
);

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

/** The environment of both: nothing of this machine's own is in it. */
function environmentOf({ list, home, env }: Given, folder: string): Record<string, string | undefined> {
  const none = [
    "HTTP_PROXY",
    "HTTPS_PROXY",
    "NO_PROXY",
    "http_proxy",
    "https_proxy",
    "no_proxy",
    "KUBERNETES_SERVICE_HOST",
  ];
  return {
    ...Object.fromEntries(none.map((name) => [name, undefined])),
    HOME: folder,
    KUBECONFIG: home === true ? undefined : list?.map((file) => (file === "" ? "" : join(folder, file))).join(":"),
    ...env,
  };
}

interface Outcome {
  readonly refusal: string | undefined;
  /** What servers saw of the question for the version. */
  readonly asked: readonly Asked[];
}

async function byKubectl(given: Given, folder: string): Promise<Outcome> {
  const file =
    given.list === undefined && given.home !== true ? ["--kubeconfig", join(folder, given.kubeconfig ?? "config")] : [];
  const context = given.context === undefined ? [] : ["--context", given.context];
  const argv = [kubectl, "get", "--raw", "/version", "--request-timeout", "5s", ...file, ...context];
  const { exitCode, stderr } = await run(argv, { env: environmentOf(given, folder), cwd: folder, timeoutMs: 20_000 });
  return { refusal: exitCode === 0 ? undefined : stderr, asked: world.take() };
}

async function byOurs(given: Given, folder: string): Promise<Outcome> {
  for (const [name, value] of Object.entries(environmentOf(given, folder))) vi.stubEnv(name, value);
  const kubeconfig =
    given.list === undefined && given.home !== true ? join(folder, given.kubeconfig ?? "config") : undefined;
  try {
    const { api } = await reach(await choose({ kubeconfig, context: given.context }), 0);
    api.close();
    return { refusal: undefined, asked: world.take() };
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return { refusal: error.message, asked: world.take() };
  } finally {
    vi.unstubAllEnvs();
  }
}

function write(given: Given): string {
  const folder = temporaryFolder();
  for (const [name, content] of Object.entries(given.files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    const mode = name.endsWith(".sh") ? 0o755 : 0o600;
    writeFileSync(join(folder, name), typeof content === "string" ? content : JSON.stringify(content), { mode });
  }
  return folder;
}

describe.each(tables)("%s", (_, cases) => {
  it.each(cases.map((one) => [one.name, one] as const))("%s", async (_name, { given: make, refused, departs }) => {
    const given = make(world);
    const folder = write(given);
    const theirs = await byKubectl(given, folder);
    const ours = await byOurs(given, folder);
    if (departs !== undefined) {
      expect(theirs.refusal, "kubectl takes it").toBeUndefined();
      expect(ours.refusal).toMatch(new RegExp(departs));
      return;
    }
    expect({ refused: ours.refusal !== undefined, ours: ours.refusal }, theirs.refusal).toEqual({
      refused: theirs.refusal !== undefined,
      ours: ours.refusal,
    });
    if (refused === undefined) {
      expect(theirs.refusal).toBeUndefined();
      expect(theirs.asked.length).toBeGreaterThan(0);
      expect(ours.asked.at(-1)).toEqual(theirs.asked.at(-1));
      return;
    }
    expect(theirs.refusal, "kubectl refuses it").toBeDefined();
    expect(ours.refusal).toMatch(refused);
    expect(ours.refusal).not.toMatch(/\p{Cc}/u);
  });
});
