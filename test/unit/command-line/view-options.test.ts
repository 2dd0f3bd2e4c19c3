import { Command } from "commander";
import { expect, test } from "vitest";
import { addViewOptions, openView, type ViewOptions } from "../../../src/command-line/view-options.ts";
import { UsageError } from "../../../src/model/errors.ts";

function parsed(...words: string[]): ViewOptions {
  const command = addViewOptions(new Command("run").exitOverride().argument("[scenarios...]"));
  return command.parse(words, { from: "user" }).opts();
}

test("a run is watched as usual, quietly or with every event; both at once are refused", async () => {
  expect(await openView(parsed())).toMatchObject({ verbosity: "usual", page: undefined });
  expect(await openView(parsed("-q"))).toMatchObject({ verbosity: "quiet" });
  expect(await openView(parsed("--verbose"))).toMatchObject({ verbosity: "verbose" });
  await expect(openView(parsed("-q", "-v"))).rejects.toThrow(UsageError);
});

test("--serve takes a port, a free one where none is given, and says so where it is followed by a name", () => {
  expect(parsed("x", "--serve").serve).toBe(true);
  expect(parsed("--serve=0", "x").serve).toBe(0);
  expect(parsed("--serve", "8080", "x").serve).toBe(8_080);
  expect(() => parsed("--serve", "etcd-minority")).toThrow(/before the name of a scenario write --serve=0/);
  expect(() => parsed("--serve", "65536")).toThrow(UsageError);
});

test("what is served is closed with the view", async () => {
  const view = await openView({ serve: true });
  const { address } = view.page as unknown as { address: string };
  expect((await fetch(address)).status).toBe(200);
  await view[Symbol.asyncDispose]();
  await expect(fetch(address)).rejects.toThrow();
});
