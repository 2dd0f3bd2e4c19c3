import { expect, it } from "vitest";
import { rootMount } from "../../../src/host/apart.ts";

it("the number of what is mounted at the root is found, whatever else is mounted", () => {
  const lines = [
    "22 27 0:21 / /proc rw,relatime - proc proc rw",
    "27 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw,discard",
    "31 27 0:25 / /mnt/a rw - tmpfs tmpfs rw",
  ];
  expect(rootMount(lines.join("\n"))).toBe("27");
  // Of a bind mount the part of the file system that is mounted stands before the place.
  expect(rootMount("614 584 0:53 /docker/x / rw,relatime master:9 - overlay overlay rw")).toBe("614");
  expect([undefined, "", lines[0]].map(rootMount)).toEqual([undefined, undefined, undefined]);
});
