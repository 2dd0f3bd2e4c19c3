import { describe, expect, it } from "vitest";
import { nextVersion, releasedChangelog, releaseNotes } from "../../../../tools/release/next-release.ts";

describe("nextVersion", () => {
  it.each([
    ["0.1.0", "patch", "0.1.1"],
    ["0.1.9", "minor", "0.2.0"],
    ["0.9.9", "major", "1.0.0"],
    ["1.2.3", "1.10.0", "1.10.0"],
  ])("after %s, %s is %s", (current, wanted, next) => {
    expect(nextVersion(current, wanted)).toBe(next);
  });

  it.each([
    ["1.2.3", "1.2.3", /not higher than 1\.2\.3/],
    ["1.10.0", "1.9.9", /not higher/],
    ["1.2.3", "next", /is no version/],
    ["1.2.3", "v2.0.0", /is no version/],
    ["1.2.3", "1.2.4-rc.1", /is no version/],
  ])("after %s there is no %s", (current, wanted, why) => {
    expect(() => nextVersion(current, wanted)).toThrow(why);
  });
});

const head = "# Changelog\n\n## [Unreleased]\n";

describe("releasedChangelog", () => {
  it("gives what was unreleased a version and a date, and leaves older releases", () => {
    const text = `${head}\n### Added\n- A thing.\n\n## [0.1.0] - 2026-01-01\n- Old.\n`;
    const released = releasedChangelog(text, "0.2.0", "2026-11-27");
    expect(released).toBe(
      `${head}\n## [0.2.0] - 2026-11-27\n\n### Added\n- A thing.\n\n## [0.1.0] - 2026-01-01\n- Old.\n`,
    );
    expect(releaseNotes(released, "0.2.0")).toBe("### Added\n- A thing.\n");
    expect(() => releasedChangelog(released, "0.3.0", "2026-11-28")).toThrow(/nothing is written/);
    expect(() => releasedChangelog(text, "0.1.0", "2026-11-28")).toThrow(/a section \[0\.1\.0\] already/);
  });

  it("needs the section, and something in it", () => {
    expect(() => releasedChangelog("# Changelog\n", "0.2.0", "2026-11-27")).toThrow(/no section \[Unreleased\]/);
    expect(() => releasedChangelog(`${head}\n## [0.1.0]\n- Old.\n`, "0.2.0", "2026-11-27")).toThrow(/nothing/);
    expect(() => releaseNotes(head, "0.2.0")).toThrow(/no section \[0\.2\.0\]/);
  });
});
