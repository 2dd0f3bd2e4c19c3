import { encode } from "dns-packet";
import { describe, expect, test } from "vitest";
import { addressOf, addressQuestion, decodeAnswer, encodeQuestion } from "../../../src/net/dns-exchange.ts";

const question = { name: "replica.test", type: "TXT" } as const;
const txt = (data: string) => ({ type: "TXT" as const, name: question.name, data });

describe("an address", () => {
  const name = "kubernetes.default.svc.cluster.local";

  test("is asked for in the family of the one that is right, and read in Kubernetes' form", () => {
    expect(addressQuestion(name, "10.96.0.1").type).toBe("A");
    expect(addressQuestion(name, undefined).type).toBe("A");
    const question = addressQuestion(name, "fd00:10:96::1");
    const answers = [{ type: "AAAA" as const, name, data: "fd00:0010:0096:0:0:0:0:1" }];
    const message = encode({ type: "response", id: 7, questions: [question], answers });
    expect(addressOf(decodeAnswer(message, question, 7).records)).toBe("fd00:10:96::1");
    expect(addressOf([...answers, ...answers])).toBeUndefined();
    expect(addressOf([{ type: "A", name, data: "10.96.0.1" }])).toBe("10.96.0.1");
  });
});

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
