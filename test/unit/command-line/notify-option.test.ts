import { describe, expect, it, onTestFinished, vi } from "vitest";
import { addressesOf, notifyAll } from "../../../src/command-line/notify-option.ts";
import { UsageError } from "../../../src/model/errors.ts";
import type { Message } from "../../../src/notify/message.ts";

const message: Message = {
  ...{ version: 1, tool: "kind-chaos", kind: "run", name: "a", outcome: "fail", exitCode: 1 },
  ...{ startedAt: "2026-11-27T00:00:00Z", durationMs: 1, headline: "a: fail", details: [] },
};

describe("--notify", () => {
  it("that cannot be posted is one line without the secret, and decides nothing", async () => {
    let told = "";
    const spy = vi.spyOn(process.stderr, "write").mockImplementation((text) => {
      told += String(text);
      return true;
    });
    onTestFinished(() => spy.mockRestore());
    const before = process.exitCode;
    // Nobody listens at port 1; a page that there is not is not asked for again.
    await notifyAll(addressesOf({ notify: ["http://127.0.0.1:1/verysecret"] }), message);
    expect(process.exitCode).toBe(before);
    expect(told).toMatch(/^chaos: the verdict was not posted to http:\/\/127\.0\.0\.1:1\/…: [^\n]+\n$/);
    expect(told).not.toContain("verysecret");
  });

  it("takes addresses from variables, several, and refuses what is none before anything runs", () => {
    const environment = { CHAT: "slack+https://chat.example/x" };
    expect(addressesOf({ notify: ["env:CHAT", "https://ci.example/"] }, environment).map(({ form }) => form)).toEqual([
      "slack",
      "json",
    ]);
    expect(addressesOf({})).toEqual([]);
    expect(() => addressesOf({ notify: ["nothing"] })).toThrow(UsageError);
  });
});
