import { encode } from "dns-packet";
import { describe, expect, test } from "vitest";
import { decodeAnswer, encodeQuestion } from "../../../src/net/dns-exchange.ts";

const question = { name: "replica.test", type: "TXT" } as const;
const txt = (data: string) => ({ type: "TXT" as const, name: question.name, data });

describe("a DNS message", () => {
  test("is read as the answer to its own question only", () => {
    const message = encode({ type: "response", id: 7, questions: [question], answers: [txt("workload-a")] });
    expect(decodeAnswer(message, question, 7)).toMatchObject({ code: "NOERROR" });
    expect(() => decodeAnswer(message, question, 8)).toThrow("another question");
    expect(() => decodeAnswer(message, { ...question, name: "else.test" }, 7)).toThrow("another question");
    expect(() => decodeAnswer(encodeQuestion(question, 7), question, 7)).toThrow("another question");
    expect(() => decodeAnswer(message.subarray(0, 20), question, 7)).toThrow();
  });
});
