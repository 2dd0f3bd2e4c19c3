import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { peerRelay } from "../../../src/node-tools/peer-relay.ts";

/** A relay at a port of loopback, with what it complained of so far. */
function relay(port: number) {
  const child = spawn("perl", ["-e", peerRelay, "relays", String(port), "20", "19267"]);
  onTestFinished(() => void child.kill("SIGKILL"));
  const errors: Buffer[] = [];
  child.stderr.on("data", (data: Buffer) => errors.push(data));
  return { child, said: () => Buffer.concat(errors).toString() };
}

/** How a connection to a port of loopback ends: it stood and was closed, or was refused. */
async function ending(port: number): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  const seen: string[] = [];
  socket.on("connect", () => seen.push("stood"));
  socket.on("error", ({ message }) => seen.push(/REFUSED/.test(message) ? "refused" : "reset"));
  socket.resume();
  await once(socket, "close").catch(() => undefined);
  return seen.join(", ");
}

describe.runIf(process.platform === "linux")("the relay before etcd's peers", () => {
  it("gives up a connection that no rule led to it, since nobody says for whom it was", async () => {
    const { child, said } = relay(23_871);
    await expect.poll(() => ending(23_871), { timeout: 5_000 }).toMatch(/^stood/);
    expect([said(), child.exitCode]).toEqual(["", null]);
  });

  it("says why where its port is another's", async () => {
    relay(23_872);
    await expect.poll(() => ending(23_872), { timeout: 5_000 }).toMatch(/^stood/);
    const { child, said } = relay(23_872);
    await once(child, "close");
    expect(said()).toMatch(/^port 23872 cannot be had: /);
  });
});
