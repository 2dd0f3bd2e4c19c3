import { describe, expect, it } from "vitest";
import { compileEnvironment, heapSettings } from "../../../../src/setup/go/go-settings.ts";

const gibibyte = 2 ** 30;

describe("compilers", () => {
  it("collect no garbage where half of the free memory is enough for each and for Go's own commands", () => {
    const settings = { GOGC: "off", GOMEMLIMIT: String(gibibyte) };
    expect(heapSettings(8 * gibibyte, 2, {})).toEqual(settings);
    expect(heapSettings(64 * gibibyte, 30, {})).toEqual(settings);
  });

  it("are left to Go where memory is short for so many of them, as on any machine of 4 GiB", () => {
    expect(heapSettings(8 * gibibyte - 1, 2, {})).toEqual({});
    expect(heapSettings(64 * gibibyte, 31, {})).toEqual({});
    for (const cores of [1, 2, 4]) expect(heapSettings(4 * gibibyte, cores, {})).toEqual({});
  });

  it.each([{ GOGC: "50" }, { GOMEMLIMIT: "1GiB" }, { GOMAXPROCS: "16" }, { GOFLAGS: "-mod=mod -p=16" }])(
    "are left to what somebody set: %j",
    (env) => {
      expect(heapSettings(64 * gibibyte, 2, env)).toEqual({});
    },
  );

  it("need no C, whatever is compiled", () => {
    expect(compileEnvironment()).toMatchObject({ CGO_ENABLED: "0", GOWORK: "off" });
  });
});
