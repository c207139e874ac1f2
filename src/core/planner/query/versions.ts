/** A version as it stands in a text: its numbers, and what makes it come before the release (`rc.2`). */
export type Version = { readonly numbers: readonly number[]; readonly before: string };

const pattern =
  /(?<![\d.])v?(\d{1,9}(?:\.\d{1,9}){1,3})(?:-((?:rc|alpha|beta|pre|snapshot|dev|m|ea)[-.]?\d*)(?![a-z]))?/i;

/** The first version in a text, such as an image's tag, a chart's name or a kubelet's version; null when it holds none. */
export function versionIn(text: string): Version | null {
  const match = pattern.exec(text.slice(0, 400));
  return match === null ? null : { numbers: match[1]!.split(".").map(Number), before: match[2]?.toLowerCase() ?? "" };
}

/** Whether a version is of the line that a person names: 1.31.4 is on 1.31; 2.31.0-rc.2 is not yet on 2.31.0. */
export function isOn(version: Version, said: Version): boolean {
  const agrees = said.numbers.every((number, at) => (version.numbers[at] ?? 0) === number);
  return agrees && version.before === said.before;
}

/** Below 0 when the first is older, 0 when neither is, over the numbers that the second has. */
export function compared(version: Version, said: Version): number {
  for (const [at, number] of said.numbers.entries()) {
    const own = version.numbers[at] ?? 0;
    if (own !== number) return own - number;
  }
  return (version.before === "" ? 1 : 0) - (said.before === "" ? 1 : 0);
}
