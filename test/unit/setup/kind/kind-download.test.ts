import { describe, expect, test } from "vitest";
import { binaryName } from "../../../../src/setup/kind/kind-download.ts";

describe("host facts", () => {
  test("name kind's release file for each system", () => {
    expect(binaryName("linux", "x64")).toBe("kind-linux-amd64");
    expect(binaryName("darwin", "arm64")).toBe("kind-darwin-arm64");
  });
});
