import { release } from "node:os";
import { expect, it } from "vitest";
import { parseEndpoint } from "../../../src/host/docker/endpoint.ts";
import { isLocal } from "../../../src/host/engine-facts.ts";

const asked = (host: string) => () => ({ context: "default", endpoint: parseEndpoint("test", host, undefined) });
const [here, loopback, far] = [asked(""), asked("tcp://127.0.0.1:2375"), asked("tcp://192.168.49.2:2376")];
const same = { KernelVersion: release() };

it("an engine on this machine is told from one in a virtual machine or on another host", () => {
  expect([here, loopback, far].map((choose) => isLocal(same, choose))).toEqual([true, true, false]);
  expect(isLocal({ KernelVersion: "6.10.14-linuxkit" }, here)).toBe(false);
  expect(isLocal({}, far)).toBe(true);
});

it.each([
  // WSL2: the same kernel, other files and processes.
  ["Docker Desktop", false],
  ["Rancher Desktop WSL Distribution", false],
  ["Ubuntu 24.04.3 LTS", true],
  ["Debian GNU/Linux 12 (bookworm) (containerized)", true],
])("and by the system that it names, where the kernel is the same: %s", (OperatingSystem, isHere) => {
  expect(isLocal({ ...same, OperatingSystem }, here)).toBe(isHere);
});
