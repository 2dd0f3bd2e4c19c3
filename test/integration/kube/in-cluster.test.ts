import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { run } from "../../../src/host/command.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { config, trusted } from "./kubeconfig-case.ts";
import { kubectl } from "./kubectl.ts";
import { makeWorld, type World } from "./world.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

/** Runs a command as in a pod: with the files of its service account, seen by nobody else, and its environment. */
async function inPod(argv: readonly string[], more: Record<string, string> = {}) {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "ca.crt"), world.pem.authority);
  writeFileSync(join(folder, "token"), "of-the-pod");
  writeFileSync(join(folder, "namespace"), "shop");
  const account = "/var/run/secrets/kubernetes.io/serviceaccount";
  const script = `mount -t tmpfs none "$(readlink -f /var/run)" && mkdir -p ${account} && cp ${folder}/* ${account} && exec "$@"`;
  const env = {
    KUBERNETES_SERVICE_HOST: "127.0.0.1",
    KUBERNETES_SERVICE_PORT: String(world.tls),
    HOME: folder,
    KUBECONFIG: "",
    ...more,
  };
  const ended = await run(["unshare", "--mount", "sh", "-c", script, "sh", ...argv], { env, timeoutMs: 30_000 });
  const [asked] = world.take();
  if (asked === undefined) throw new Error(`nobody was asked: ${ended.stderr}`);
  return asked;
}

const theirs = () => [kubectl, "get", "--raw", "/version"];
const ours = [process.execPath, join(import.meta.dirname, "../../../src/cli.ts"), "audit"];

it("is the pod's own cluster and service account where there is no kubeconfig, as kubectl has it", async () => {
  const seen = await inPod(theirs());
  expect(seen).toMatchObject({ server: "tls", authorization: "Bearer of-the-pod" });
  expect(await inPod(ours)).toEqual(seen);
});

it("is the kubeconfig's where there is one", async () => {
  const file = join(temporaryFolder(), "config");
  writeFileSync(file, JSON.stringify(config(trusted(world))));
  const seen = await inPod(theirs(), { KUBECONFIG: file });
  expect(seen).toMatchObject({ authorization: "Bearer good" });
  expect(await inPod(ours, { KUBECONFIG: file })).toEqual(seen);
});
