/** A page's text with ordinary spaces: on a page, no-break ones keep numbers and their units together. */
export function plainSpaces(page: string): string {
  return page.replaceAll("\u00a0", " ");
}
