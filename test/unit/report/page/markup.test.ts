import { expect, it } from "vitest";
import { html, jsonMarkup, ownMarkup } from "../../../../src/report/page/markup.ts";

it("escapes text wherever it stands, and markup never twice", () => {
  const name = `<script>"it's" & more`;
  const inner = html`<b title="${name}">${name}</b>`;
  const escaped = "&lt;script&gt;&quot;it&#39;s&quot; &amp; more";
  expect(html`<p>${[inner, "<", 3, undefined]}</p>`.text).toBe(`<p><b title="${escaped}">${escaped}</b>&lt;3</p>`);
  expect(html`<style>${ownMarkup("a>b{}")}</style>`.text).toBe("<style>a>b{}</style>");
});

it("keeps numbers with their units in texts, but changes no attribute and no code", () => {
  const time = "1 min 5 s";
  const { text } = html`<p title="${time}">took ${[time, html`<i>${"9 %"}</i>`]}</p><code>${time}</code>`;
  expect(text).toBe('<p title="1 min 5 s">took 1\u00a0min\u00a05\u00a0s<i>9\u00a0%</i></p><code>1 min 5 s</code>');
});

it("writes JSON that ends no script element and is the same value", () => {
  const value = { "</script><!--": ["<script>", 1] };
  const { text } = jsonMarkup(value);
  expect(text).not.toContain("<");
  expect(JSON.parse(text)).toEqual(value);
});
