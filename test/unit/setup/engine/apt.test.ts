import { describe, expect, test } from "vitest";
import { parseTargets } from "../../../../src/setup/engine/apt.ts";
import { aptListing } from "../../../support/apt-listing.ts";

describe("apt sources", () => {
  test("are read from apt's own listing", () => {
    expect(parseTargets(aptListing)).toEqual([
      {
        uri: "https://mirror.example/debian/",
        codename: "bookworm",
        component: "main",
        signedBy: "/usr/share/keyrings/debian-archive-keyring.gpg",
      },
      {
        uri: "https://mirror.example/debian-security/",
        codename: "bookworm-security",
        component: "main",
        signedBy: "",
      },
    ]);
  });
});
