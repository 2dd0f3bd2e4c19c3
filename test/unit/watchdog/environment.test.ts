import { resolve } from "node:path";
import { expect, test } from "vitest";
import { cacheFolder } from "../../../src/host/cache-folder.ts";
import { watchdogEnvironment } from "../../../src/watchdog/environment.ts";

test("a watchdog gets what leads to the engine and to what is kept, and nothing else of a job", () => {
  const env = {
    PATH: "/bin",
    HOME: "/root",
    DOCKER_HOST: "unix:///run/other.sock",
    DOCKER_CERT_PATH: "certs",
    KIND_CHAOS_CACHE: "cache",
    NODE_COMPILE_CACHE: "node_modules/.cache/compile",
    RUNNER_TRACKING_ID: "github_1",
    NODE_OPTIONS: "--inspect",
    TOKEN: "secret",
    TMPDIR: "",
  };
  expect(watchdogEnvironment(env)).toEqual({
    PATH: "/bin",
    HOME: "/root",
    DOCKER_HOST: "unix:///run/other.sock",
    DOCKER_CERT_PATH: resolve("certs"),
    KIND_CHAOS_CACHE: resolve("cache"),
    NODE_COMPILE_CACHE: resolve("node_modules/.cache/compile"),
  });
});

test.each([{ XDG_CACHE_HOME: "relative" }, { XDG_CACHE_HOME: "/b" }, { KIND_CHAOS_CACHE: "c" }, {}])(
  "a watchdog keeps things where its harness does: %j",
  (env) => {
    expect(cacheFolder(watchdogEnvironment(env))).toBe(cacheFolder(env));
  },
);
