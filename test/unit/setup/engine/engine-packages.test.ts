import { describe, expect, test } from "vitest";
import { parseTargets } from "../../../../src/setup/engine/apt.ts";
import { trixiePin, trixieSource } from "../../../../src/setup/engine/engine-packages.ts";
import { aptListing } from "../../../support/apt-listing.ts";

describe("apt sources", () => {
  test("give Debian 13 the same mirror and keyring, and no part in upgrades", () => {
    const [source] = parseTargets(aptListing);
    if (source === undefined) throw new Error("no source");
    expect(trixieSource(source)).toBe(
      "Types: deb\nURIs: https://mirror.example/debian/\nSuites: trixie\nComponents: main\nSigned-By: /usr/share/keyrings/debian-archive-keyring.gpg\n",
    );
    expect(trixiePin()).toContain("Pin-Priority: 100");
  });
});
