import { saidIn } from "../logs/said-in-line.ts";

/** How programs print the port that they could not have; a time of day, a line of source or an error number is none. */
const forms: readonly RegExp[] = [
  /(?:\d{1,3}(?:\.\d{1,3}){3}|\[[\da-f:]{0,45}\]|\*|localhost|(?<![\w:])::):(\d{1,5})\b(?![:.]\d)/i,
  /\bports?[ =:"'(#]{1,4}(\d{1,5})\b/i,
  /(?:^|[\s"'=(,/])(?:tcp|udp|https?)?:{1,3}(\d{2,5})\b(?![:.]\d)/,
  /\(["'][\w.:*]{0,60}["'], ?(\d{1,5})\)/,
  /EADDRINUSE[^\n]{0,60}?:(\d{2,5})\b/,
];

/** The port in what a program says of an address in use; undefined where it names none. */
export const portIn = (line: string): string | undefined => {
  const text = saidIn(line)
    .replaceAll(
      /\b\d{1,2}:\d\d:\d\d(?:[.,]\d{1,9})?|\b[\w/-]{1,80}\.(?:rs|go|py|js|ts|java|rb|cs?|cpp|php|exs?):\d{1,6}(?::\d{1,6})?/g,
      " ",
    )
    .slice(0, 1500);
  for (const form of forms) {
    const port = Number(form.exec(text)?.[1]);
    if (port > 0 && port < 65_536) return String(port);
  }
  return undefined;
};
