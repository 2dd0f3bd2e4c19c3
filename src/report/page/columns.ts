/** Digits of the encoding: none needs escaping in JSON, in HTML or in a URL. */
const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const values = new Map([...digits].map((digit, value) => [digit, value]));

/**
 * Whole numbers ≥ 0 as a short text: variable-length quantities of 5 bits a digit, least first, as source maps have
 * them, but without a sign; of zeros in a row a 0 and how many there are.
 */
export function encodeColumn(column: readonly number[]): string {
  const parts: string[] = [];
  let zeros = 0;
  const endZeros = () => {
    if (zeros > 0) parts.push("A", quantity(zeros));
    zeros = 0;
  };
  for (const value of column) {
    if (value === 0) zeros += 1;
    else {
      endZeros();
      parts.push(quantity(value));
    }
  }
  endZeros();
  return parts.join("");
}

/** The numbers of a text that `encodeColumn` made; throws where it is none. */
export function decodeColumn(text: string): number[] {
  const column: number[] = [];
  let value = 0;
  let weight = 1;
  let afterZero = false;
  for (const digit of text) {
    const bits = values.get(digit);
    if (bits === undefined) throw new Error(`"${digit}" is no digit of a column`);
    value += (bits & 31) * weight;
    weight *= 32;
    if (bits >= 32) continue;
    if (afterZero) for (let zero = 0; zero < value; zero += 1) column.push(0);
    else if (value > 0) column.push(value);
    afterZero = value === 0 && !afterZero;
    value = 0;
    weight = 1;
  }
  return column;
}

/** Ascending numbers, as how much each is more than the one before. */
export function encodeAscending(numbers: readonly number[]): string {
  return encodeColumn(numbers.map((number, index) => number - (numbers[index - 1] ?? 0)));
}

/** The numbers of a text that `encodeAscending` made. */
export function decodeAscending(text: string): number[] {
  let sum = 0;
  return decodeColumn(text).map((step) => {
    sum += step;
    return sum;
  });
}

function quantity(value: number): string {
  let rest = value;
  let text = "";
  do {
    const bits = rest % 32;
    rest = Math.floor(rest / 32);
    text += digits[rest > 0 ? bits + 32 : bits];
  } while (rest > 0);
  return text;
}
