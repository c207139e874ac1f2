import type { LogStatement } from "../logs/log-statements.ts";

/** The user that the server refuses, as the line names it. */
export const refusedUser = ({ match, template }: LogStatement): string =>
  (
    match.slice(1).find((group) => group !== undefined) ??
    /\buser(?:name)?[=: ]{1,2}["']?([\w.-]{1,100})/i.exec(template.last.text)?.[1] ??
    ""
  )
    .replaceAll(/['"]/g, "")
    .replace(/@.*$/, "");
