import { describe, expect, it } from "vitest";
import { refuseUnknownWord } from "../../../src/command-line/unknown-word.ts";

const verbs = ["run", "plan", "list", "replay", "clean", "doctor"];

describe("the first word of a command line", () => {
  it.each([
    ["pln", /no command or scenario "pln": did you mean plan\?$/],
    ["lst", /did you mean list/],
    ["docter", /did you mean doctor/],
    ["replai", /did you mean replay\?$/],
  ])("%s is like a verb", (word, message) => {
    expect(() => refuseUnknownWord(word, verbs)).toThrow(message);
  });

  it.each([undefined, "plan", "etcd-minority", "etcd-minorty", "./pln.ts", "--pln", "kubelet-stop-everywhere"])(
    "%s is none, or is looked at as a scenario",
    (word) => {
      expect(() => refuseUnknownWord(word, verbs)).not.toThrow();
    },
  );
});
