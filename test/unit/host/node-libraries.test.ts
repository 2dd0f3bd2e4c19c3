import { expect, it } from "vitest";
import { foreignLibrary, ownForeignLibrary } from "../../../src/host/node-libraries.ts";

const mapped = (...paths: readonly string[]) =>
  paths.map((path) => `7f2a1c000000-7f2a1c021000 r-xp 00000000 fe:00 1234      ${path}\n`).join("");
const usual = ["/usr/lib/x86_64-linux-gnu/libc.so.6", "/usr/lib/x86_64-linux-gnu/libstdc++.so.6.0.30"];

it.each([
  ["that of nodejs.org on Debian", ["/home/me/node/bin/node", ...usual, "/lib64/ld-linux-x86-64.so.2"], undefined],
  ["the same on Fedora", ["/usr/bin/node", "/usr/lib64/libgcc_s-14-20240801.so.1", ...usual], undefined],
  ["after an update of its system", [`${usual[0]} (deleted)`], undefined],
  ["one with a module of its own", ["/home/me/my project/build/thing.node", "[heap]", "/dev/zero"], undefined],
  ["Debian's own", [...usual, "/usr/lib/x86_64-linux-gnu/libnode.so.115"], "libnode.so.115"],
  ["Alpine's", ["/lib/ld-musl-x86_64.so.1"], "ld-musl-x86_64.so.1"],
  ["that of Nix", ["/nix/store/abc-glibc-2.40/lib/libc.so.6"], "libc.so.6"],
])("a Node.js runs in a container of Debian or needs what is not there: %s", (_, paths, lacking) => {
  const found = foreignLibrary(mapped(...paths));
  if (lacking === undefined) expect(found).toBeUndefined();
  else expect(found).toMatch(new RegExp(`/${lacking}$`));
});

it("what a person has preloaded is no need of it", () => {
  const maps = mapped(...usual, "/usr/lib/x86_64-linux-gnu/libjemalloc.so.2");
  expect(foreignLibrary(maps)).toMatch(/libjemalloc/);
  expect(foreignLibrary(maps, "/usr/lib/x86_64-linux-gnu/libjemalloc.so.2")).toBeUndefined();
});

it("the Node.js of this project, which is that of nodejs.org, runs there", () => {
  expect(ownForeignLibrary()).toBeUndefined();
});
