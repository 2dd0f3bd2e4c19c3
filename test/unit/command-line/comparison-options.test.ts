import { Command, CommanderError } from "commander";
import { describe, expect, it } from "vitest";
import { addComparisonOptions, termsOf } from "../../../src/command-line/comparison-options.ts";

function parsed(...argv: string[]) {
  const command = addComparisonOptions(new Command())
    .exitOverride()
    .configureOutput({ writeErr: () => {} });
  return termsOf(command.parse(argv, { from: "user" }).opts());
}

describe("options of commands that compare runs", () => {
  it("are a tolerance of 15 % unless another is said, as a share or in per cent", () => {
    expect(parsed().tolerance).toEqual({ share: 0.15, leastMs: 100, broken: 0.1 });
    expect(parsed("--tolerance", "20%").tolerance?.share).toBe(0.2);
    expect(parsed("--tolerance", "0.3").tolerance?.share).toBe(0.3);
  });

  it("gather primary guarantees", () => {
    expect(parsed("--primary", "a", "--primary", "b").primary).toEqual(["a", "b"]);
    expect(parsed().primary).toBeUndefined();
  });

  it.each(["0", "-1", "much", "101%", "2"])("refuse a tolerance of %s", (text) => {
    expect(() => parsed("--tolerance", text)).toThrow(CommanderError);
  });
});
