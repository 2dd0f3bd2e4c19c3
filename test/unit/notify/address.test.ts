import { describe, expect, it } from "vitest";
import { UsageError } from "../../../src/model/errors.ts";
import { readAddress } from "../../../src/notify/address.ts";

const slack = ["https://hooks.slack.com", "services", "T0", "B0", "verysecret"].join("/");

describe("an address for a verdict", () => {
  it.each([
    [slack, "slack", "https://hooks.slack.com/…"],
    ["slack+https://chat.example/hooks/verysecret", "slack", "https://chat.example/…"],
    ["https://ci.example:8443/in?token=verysecret", "json", "https://ci.example:8443/…"],
    ["https://me:verysecret@ci.example/", "json", "https://ci.example/…"],
    ["http://127.0.0.1:8080/in", "json", "http://127.0.0.1:8080/…"],
    ["env:CHAT", "slack", "https://hooks.slack.com/…"],
  ])("says its form, and is shown without what is secret: %#", (word, form, shown) => {
    const address = readAddress(word, { CHAT: slack });
    expect({ form: address.form, shown: address.shown }).toEqual({ form, shown });
    expect(address.shown).not.toContain("secret");
  });

  it.each([
    "verysecret",
    "ftp://verysecret/x",
    "slack+verysecret",
    "https://",
    "",
    "env:",
    "env:NOBODY",
    "env:BAD",
    "file:///verysecret",
  ])("is refused without being repeated: %#", (word) => {
    expect(() => readAddress(word, { BAD: "verysecret" })).toThrow(UsageError);
    expect(() => readAddress(word, { BAD: "verysecret" })).not.toThrow(/verysecret/);
  });
});
