const unitSeconds: ReadonlyMap<string, number> = new Map([
  ["s", 1],
  ["m", 60],
  ["h", 3600],
  ["d", 86_400],
  ["w", 604_800],
  ["y", 31_536_000],
]);

/** Seconds of an age as kubectl prints it (`5m3s`, `44d`, `2y15d`, `<invalid>`, `just now`); null when it is none. */
export function ageSeconds(text: string): number | null {
  const age = text.trim();
  if (age === "just now" || age === "<invalid>") return 0;
  if (!/^(?:\d+(?:\.\d+)?(?:ms|[smhdwy]))+$/.test(age)) return null;
  let seconds = 0;
  for (const [, digits, unit] of age.matchAll(/(\d+(?:\.\d+)?)(ms|[smhdwy])/g)) {
    seconds += Number(digits) * (unit === "ms" ? 0.001 : unitSeconds.get(unit!)!);
  }
  return seconds;
}

/** The parts of an event's age: `5m3s (x12 over 40m)` was last seen 303 s ago, 12 times since 2,400 s ago. */
export function eventAge(text: string): { lastSeen: number | null; firstSeen: number | null; count: number } {
  const repeated = /^(.*?)\(x(\d+)(?: over ([^)]*))?\)/.exec(text.trim());
  const lastSeen = ageSeconds(repeated?.[1] ?? text);
  const firstSeen = repeated?.[3] === undefined ? lastSeen : ageSeconds(repeated[3]);
  return { lastSeen, firstSeen, count: repeated === null ? 1 : Number(repeated[2]) };
}
