import { describe, expect, it } from "vitest";
import { describeEndpoint, parseEndpoint } from "../../../../src/host/docker/endpoint.ts";

const tls = { verify: true };

describe("an endpoint", () => {
  it.each([
    ["", undefined, "unix:///var/run/docker.sock"],
    ["unix://", undefined, "unix:///var/run/docker.sock"],
    [" unix:///run/user/1000/docker.sock ", undefined, "unix:///run/user/1000/docker.sock"],
    ["tcp://", undefined, "tcp://localhost:2375"],
    ["tcp://", tls, "tcp://localhost:2376"],
    ["tcp://:1234", undefined, "tcp://localhost:1234"],
    ["far", undefined, "tcp://far:2375"],
    ["far:1234", undefined, "tcp://far:1234"],
    ["tcp://far:80", undefined, "tcp://far:80"],
    ["tcp://[::1]:2375", undefined, "tcp://[::1]:2375"],
    ["tcp://far:2376/prefix", tls, "tcp://far:2376/prefix"],
  ])("%j is read as the docker command reads it", (text, material, read) => {
    expect(describeEndpoint(parseEndpoint("DOCKER_HOST", text, material))).toBe(read);
  });
});
