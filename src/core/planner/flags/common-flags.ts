import { type FlagWords, oneOf } from "./flag-words.ts";

/** Whoever only wants to see what would happen gets nothing done. */
export const rehearsed =
  /\bdry[- ]?run\w*\b|\b(?:without|not) (?:actually |really )(?:\w+ing|doing)\b|\b(?:don't|do not) (?:actually|really) (?:do|change|delete|remove|create|apply|run|scale|drain|make|send|touch|write|set)\b|\b(?:only|just) pretend\b|\bsimulat\w+\b|\brehears\w+\b/i;

const onServer =
  /\b(?:server[- ]?side dry[- ]?run|dry[- ]?run\w* (?:on|at|by|against|with) (?:the )?(?:api )?server|server dry[- ]?run|dry[- ]?run[ =]server)\b/i;

/** Read in the sentence as written: a rehearsal that is overheard changes something. */
export const dryRuns: readonly FlagWords[] = [
  { flag: "dry-run", value: "server", said: new RegExp(`(${onServer.source})`, "i") },
  { flag: "dry-run", value: "client", said: new RegExp(`(${rehearsed.source})`, "i") },
];

/** How what was made is printed. */
export const madeAs = oneOf(
  "output",
  ["yaml", "json", "name"],
  /\b(?:as|in|output(?: as| in)?|print(?: it| the result)? as) (?:an? )?(yaml|json|name)\b/i,
);

export const imagePolicy = oneOf(
  "image-pull-policy",
  ["Always", "IfNotPresent", "Never"],
  /\b(?:image )?pull[- ]?policy (?:of |is |set to |= ?)?["'`]?(always|if ?-?not ?-?present|never)\b/i,
);
