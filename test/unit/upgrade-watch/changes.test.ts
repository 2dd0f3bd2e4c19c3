import fc from "fast-check";
import { expect, test } from "vitest";
import { ChangingList } from "../../../src/upgrade-watch/changes.ts";

interface Row {
  readonly id: string;
  readonly value: number;
}

test("tells what is new, what is otherwise, and what is gone", () => {
  const list = new ChangingList<Row>(({ id }) => id);
  expect(
    list.take([
      { id: "a", value: 1 },
      { id: "b", value: 1 },
    ]),
  ).toEqual({
    seen: [
      { id: "a", value: 1 },
      { id: "b", value: 1 },
    ],
    gone: [],
  });
  expect(
    list.take([
      { id: "a", value: 1 },
      { id: "c", value: 2 },
    ]),
  ).toEqual({ seen: [{ id: "c", value: 2 }], gone: ["b"] });
  expect(
    list.take([
      { id: "c", value: 2 },
      { id: "a", value: 1 },
    ]),
  ).toEqual({ seen: [], gone: [] });
});

test("whoever carries out all changes has the list as it is, whatever happened", () => {
  const row = fc.record({ id: fc.constantFrom("a", "b", "c", "d"), value: fc.nat(2) });
  const lists = fc.array(fc.uniqueArray(row, { selector: ({ id }) => id }));
  fc.assert(
    fc.property(lists, (all) => {
      const list = new ChangingList<Row>(({ id }) => id);
      const followed = new Map<string, number>();
      for (const rows of all) {
        const { seen, gone } = list.take(rows);
        for (const id of gone) expect(followed.delete(id)).toBe(true);
        for (const { id, value } of seen) followed.set(id, value);
        expect(followed).toEqual(new Map(rows.map(({ id, value }) => [id, value])));
      }
    }),
  );
});
