import { expect, it } from "vitest";
import { redirectsOf } from "../../../../../tools/sabotage/means/redirect.ts";

const rule = (comment: string) =>
  `-A OUTPUT -d 127.0.0.1/32 -p tcp -m tcp --dport 33047 -m comment --comment ${comment} -j REDIRECT --to-ports 40001`;

it("deletes the rules of one cluster, and nobody else's", () => {
  const listed = [
    "-P OUTPUT ACCEPT",
    "-A OUTPUT ! -d 127.0.0.0/8 -m addrtype --dst-type LOCAL -j DOCKER",
    rule('"kind-chaos-sabotage-kc-a"'),
    rule("kind-chaos-sabotage-kc-a"),
    rule('"kind-chaos-sabotage-kc-a-b"'),
    rule('"somebody of kind-chaos-sabotage-kc-a"'),
    "",
  ].join("\n");
  const words = rule("kind-chaos-sabotage-kc-a").replace(/^-A/, "-D").split(" ");
  expect(redirectsOf("kc-a", listed)).toEqual([words, words]);
  expect(redirectsOf("kc-c", listed)).toEqual([]);
});
