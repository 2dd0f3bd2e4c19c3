import { expect, test } from "vitest";
import { labelInstructions } from "../../../../src/setup/images/docker-image.ts";

test("the value of a label may hold what a Dockerfile would split or expand", () => {
  expect(labelInstructions({ plain: "local", os: "Debian 12", odd: 'a "b" $HOME \\' })).toEqual([
    'LABEL plain="local"',
    'LABEL os="Debian 12"',
    'LABEL odd="a \\"b\\" \\$HOME \\\\"',
  ]);
});
