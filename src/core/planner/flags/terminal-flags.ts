import { imagePolicy } from "./common-flags.ts";
import { type FlagWords, on, oneOf, setTo, valued } from "./flag-words.ts";

/** Flags of what works in a terminal, on somebody's own machine. */
export const terminalFlags: Readonly<Record<string, readonly FlagWords[]>> = {
  debug: [
    valued(
      "copy-to",
      /\bcop(?:y|ied) (?:it |of it )?(?:called|named|as|to|into) ["'`]?([a-z0-9][a-z0-9-]*[a-z0-9])\b|\bcopy (?:of )?(?:the )?(?:pod )?\S+(?: (?:in|of) (?:the )?(?:ns |namespace )?\S+)? (?:called|named|to|as|into) ["'`]?([a-z0-9][a-z0-9-]*[a-z0-9])\b/i,
    ),
    on(
      "share-processes",
      /\bshar\w*(?: \w+){0,2} process(?:es| namespace)\b|\bprocess(?:es)? (?:namespace )?shar\w+\b/,
    ),
    on("same-node", /\b(?:the )?same node\b/),
    on("replace", /\b(?:replac|delet|remov)\w* (?:the )?(?:original|old)\b/),
    oneOf(
      "profile",
      ["legacy", "general", "baseline", "netadmin", "restricted", "sysadmin"],
      /\b(?:profile (?:of |is |= ?)?["'`]?)?(legacy|general|baseline|netadmin|restricted|sysadmin)(?: profile)?\b/i,
    ),
    imagePolicy,
    on("quiet", /\bquiet(?:ly)?\b/),
  ],
  exec: [on("quiet", /\bquiet(?:ly)?\b/)],
  "port-forward": [
    setTo(
      "address",
      "0.0.0.0",
      /\b(?:all (?:network )?(?:interfaces|addresses)|every interface|from other machines|for my (?:whole )?network)\b/,
    ),
    valued("address", /\b(?:address|listen(?:ing)? on|bind(?:ing)? to|interface) ["'`]?(\d{1,3}(?:\.\d{1,3}){3})\b/i),
  ],
  proxy: [
    valued("port", /\bport (\d{1,5})\b|\b(?:on|at|via|under) (\d{4,5})\b/i),
    valued("address", /\b(?:address|listen(?:ing)? on|bind(?:ing)? to|interface) ["'`]?(\d{1,3}(?:\.\d{1,3}){3})\b/i),
    valued(
      "www",
      /\b(?:serv\w+|files (?:from|of|in)) (?:(?:static )?files (?:from|in|of) )?(?:the )?(?:directory |folder )?["'`]?(\.{0,2}\/[\w./-]+)/i,
    ),
    valued("api-prefix", /\b(?:under|prefix) (?:the )?(?:path |prefix )?["'`]?(\/[\w/-]+)/i),
  ],
  attach: [
    on("stdin", /\b(?:interactive\w*|input|stdin|terminal|type)\b/),
    on("tty", /\b(?:interactive\w*|terminal|tty)\b/),
    on("quiet", /\bquiet(?:ly)?\b/),
  ],
  cp: [
    on(
      "no-preserve",
      /\b(?:without|don't|do not|not) (?:preserv|keep)\w*(?: (?:the|its|their|file))* (?:owner\w*|permissions?|modes?)\b|\bno[- ]preserve\b/,
    ),
    valued(
      "retries",
      /\b(?:retry|retries|try again|tries)(?: it)?(?: up to| at most)? (\d{1,3})\b|\b(\d{1,3}) (?:retries|tries)\b/i,
    ),
  ],
  edit: [
    oneOf("output", ["json", "yaml"], /\b(?:as|in) (json|yaml)\b/i),
    on("save-config", /\bsave (?:the |its )?config\w*\b/),
  ],
};
