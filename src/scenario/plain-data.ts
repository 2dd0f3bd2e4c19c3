import { messageOf, UsageError } from "../model/errors.ts";

/** Far more than any scenario has: the longest of the library has 210 values in 7 levels. */
const mostLevels = 50;
const mostValues = 100_000;
const mostCharacters = 100_000;

/**
 * A copy of a value that somebody else's code made, as data alone: texts, numbers, yes and no, lists and plain objects.
 * Reading it may run that code (getters, proxies), which may throw. Throws UsageError with the place of what is no data:
 * "steps[2].reason: …"; what goes round in a circle or is too deep, too long or too much is none either.
 */
export function plainData(value: unknown): unknown {
  let count = 0;
  const copy = (one: unknown, place: string, levels: number): unknown => {
    count += 1;
    if (count > mostValues) throw new UsageError(`${at(place)}it has more than ${mostValues} values`);
    if (levels > mostLevels)
      throw new UsageError(
        `${at(place.slice(0, 60))}it goes round in a circle, or is deeper than ${mostLevels} levels`,
      );
    if (typeof one === "string" && one.length > mostCharacters)
      throw new UsageError(`${at(place)}a text of more than ${mostCharacters} characters`);
    if (Array.isArray(one)) {
      // A list without end, or with a hole for each number, is not walked.
      const { length } = one;
      if (!(length <= mostValues)) throw new UsageError(`${at(place)}it has more than ${mostValues} values`);
      return Array.from({ length }, (_, index) => copy(one[index], `${place}[${index}]`, levels + 1));
    }
    if (typeof one === "object" && one !== null) {
      if (![Object.prototype, null].includes(Object.getPrototypeOf(one)))
        throw new UsageError(`${at(place)}is ${nameOfKind(one)}, no plain object`);
      const names = Object.keys(one);
      return Object.fromEntries(
        names.map((name) => [
          name,
          copy(one[name as keyof typeof one], place === "" ? name : `${place}.${name}`, levels + 1),
        ]),
      );
    }
    if (["function", "symbol", "bigint"].includes(typeof one))
      throw new UsageError(
        `${at(place)}is a ${typeof one}: only texts, numbers, true and false, lists and objects are data`,
      );
    return one;
  };
  try {
    return copy(value, "", 0);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`it cannot be read: ${messageOf(error)}`, { cause: error });
  }
}

function at(place: string): string {
  return place === "" ? "" : `${place}: `;
}

function nameOfKind(value: object): string {
  const name: unknown = value.constructor?.name;
  return typeof name === "string" && name !== "" ? `a ${name}` : "an object of a class";
}
