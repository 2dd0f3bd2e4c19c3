import { chmodSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { createCluster } from "../../../src/cluster/creation.ts";
import { deleteCluster } from "../../../src/cluster/deletion.ts";
import { readTopology } from "../../../src/cluster/topology.ts";
import { Engine } from "../../../src/host/engine.ts";
import { findKind, resolveImages } from "../../../src/setup/images/images.ts";

const name = `kc-port-test-${process.pid}`;
const engine = new Engine();
const folder = mkdtempSync(join(tmpdir(), "kind-chaos-port-"));
const server = createServer().listen(0, "127.0.0.1");
const notes: string[] = [];

afterAll(async () => {
  server.close();
  await deleteCluster(engine, await findKind(), name);
});

test("a port that somebody took after it was chosen is chosen again, on a clean slate", async () => {
  await new Promise((listening) => (server.listening ? listening(0) : server.once("listening", listening)));
  const { port } = server.address() as { port: number };
  const path = await findKind();
  const { nodeImage, kubernetes } = await resolveImages();
  const { config } = readTopology("kind-configs/single.yaml");
  // kind itself, whose choice is the taken port the first time; the second time it ends after saying what it finds of
  // the first.
  const unlucky = join(folder, "kind");
  writeFileSync(
    unlucky,
    `#!/bin/sh
[ "$1" = create ] || exec ${path} "$@"
if [ -e "$0.tried" ]; then
  echo "ERROR: left: $(docker ps --all --quiet --filter label=io.x-k8s.kind.cluster=${name} | wc -l)" >&2
  exit 1
fi
touch "$0.tried"
sed -i '0,/hostPort: 0/s//hostPort: ${port}/' ${folder}/kind-config.yaml
exec ${path} "$@"
`,
  );
  chmodSync(unlucky, 0o755);
  const request = {
    ...{ name, kind: unlucky, nodeImage, kubernetes, config, folder, labels: {} },
    signal: AbortSignal.timeout(60_000),
  };
  const created = createCluster(engine, { ...request, note: (text) => notes.push(text) });
  await expect(created).rejects.toThrow("ERROR: left: 0");
  expect(notes).toEqual([`port ${port}, chosen for ${name}, was taken by somebody else: it is created again`]);
  expect(readFileSync(join(folder, "kind-create.log"), "utf8")).toMatch(/address already in use/);
});
