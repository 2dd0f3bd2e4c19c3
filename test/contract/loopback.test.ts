import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { beyondLoopback } from "../../src/cluster/published-ports.ts";
import { readTopology } from "../../src/cluster/topology.ts";
import { namesOf, projectFolder, topologyFile } from "../../src/scenario/catalogue.ts";

const sources = ["src", "bench", "tools", "scenarios"].flatMap((folder) =>
  readdirSync(join(projectFolder, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => join(folder, name)),
);
const textOf = (file: string) => readFileSync(join(projectFolder, file), "utf8");

/** Calls of methods of the name with what stands in their parentheses, as far as the line's end. */
const callsOf = (method: string, file: string) =>
  [...textOf(file).matchAll(new RegExp(`\\.${method}\\((.*)`, "g"))].map(([, words]) => words ?? "");

/** What listens on no address: streams that are listened to, a class's own method, and a socket in a folder of its own. */
const listensToNothing = [
  "src/net/http2-session.ts",
  "src/probes/watch/watch-connection.ts",
  "src/probes/watch/watch-try.ts",
  "src/calibration/track.ts",
  "tools/sabotage/means/engine-proxy.ts",
];

/** Tries whether a port that a person's kind file asks for is taken, on the address that the file says, and closes. */
const triesPorts = "src/cluster/free-ports.ts";

/** A name of the kernel's own, which no network reaches. */
const abstractSocket = "src/setup/steps/setup-lock.ts";

/** The command that a person runs the image with. */
const toolsOwn = "tools/image/run-line.ts";

describe("nothing listens beyond loopback", () => {
  test("no server of the harness is given another address", () => {
    const listening = sources.flatMap((file) => callsOf("listen", file).map((words) => ({ file, words })));
    const servers = listening.filter(({ file }) => !listensToNothing.includes(file));
    expect(servers.length).toBeGreaterThan(3);
    const open = servers.filter(
      ({ file, words }) => ![abstractSocket, triesPorts].includes(file) && !words.includes('"127.0.0.1"'),
    );
    // A class's own method, whose server is looked at where it is made.
    expect(open.filter(({ words }) => words !== ");")).toEqual([]);
    expect(textOf(abstractSocket)).toMatch(/const name = `\\0/);
  });

  test("no container that the harness starts publishes a port elsewhere", () => {
    for (const file of sources) {
      const text = textOf(file);
      for (const [, address] of text.matchAll(/(?:HostIp|listenAddress|apiServerAddress): ("[^"]*")/g))
        expect({ file, address }).toEqual({ file, address: '"127.0.0.1"' });
      // The container of the image is the tool itself, on its machine's own network: it publishes nothing.
      const others = file === toolsOwn ? text.replace('"--network", "host"', "") : text;
      expect(others, file).not.toMatch(/--publish|PublishAllPorts|"-P"|NetworkMode: "host"|"--network", "host"/);
      for (const [, host] of text.matchAll(/PortBindings: \{(.*)/g))
        expect(host, file).toContain('HostIp: "127.0.0.1"');
    }
  });

  test.each(namesOf("topology"))("a cluster of %s is reached through loopback alone", (name) => {
    const { config } = readTopology(topologyFile(name));
    expect(beyondLoopback(config)).toEqual([]);
    for (const { extraPortMappings = [] } of config.nodes)
      for (const { listenAddress } of extraPortMappings) expect(listenAddress).toBe("127.0.0.1");
  });
});
