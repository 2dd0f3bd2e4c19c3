import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openerOf, openFile } from "../../../src/host/opener.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

test.each<[NodeJS.Platform, Record<string, string>, string | undefined]>([
  ["darwin", {}, "open"],
  ["linux", { DISPLAY: ":0" }, "xdg-open"],
  ["linux", { WAYLAND_DISPLAY: "wayland-0" }, "xdg-open"],
  ["linux", { WSL_DISTRO_NAME: "Debian" }, "wslview"],
  ["linux", { DISPLAY: "" }, undefined],
  ["linux", { DISPLAY: ":0", CI: "true" }, undefined],
  ["freebsd", { DISPLAY: ":0" }, undefined],
])("on %s with %j it is %s", (platform, environment, opener) => {
  expect(openerOf(platform, environment)).toBe(opener);
});

test("the opener gets the file as one word; none, one that is not there and one that fails have opened nothing", async () => {
  const folder = temporaryFolder();
  const [good, bad, page] = ["good", "bad", "a 'page' $(x).html"].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  writeFileSync(good, `#!/bin/sh\nprintf '%s' "$1" > "${folder}/opened"\n`);
  writeFileSync(bad, "#!/bin/sh\nexit 3\n");
  for (const file of [good, bad]) chmodSync(file, 0o755);
  expect(await openFile(page, good)).toBe(true);
  expect(readFileSync(join(folder, "opened"), "utf8")).toBe(page);
  expect(await openFile(page, bad)).toBe(false);
  expect(await openFile(page, join(folder, "none"))).toBe(false);
  expect(existsSync(page)).toBe(false);
});
