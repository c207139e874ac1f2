/** Values that are secrets because of the name they stand under: `DB_PASSWORD: x`, `password=x`, `"apiKey": "x"`, `name: X_TOKEN` over `value: x`. */
export type Hide = (label: string, secret: string) => string;

const word =
  "(?:pass(?:word|wd|phrase|code)?|pwd|secret|token|api[_-]?key|access[_-]?key|secret[_-]?key|private[_-]?key|signing[_-]?key|encryption[_-]?key|client[_-]?secret|credentials?|auth[_-]?token|client-key-data|account[_-]?key|connection[_-]?string|dsn)";

/** The name at the start of a line, as in YAML and in the sections of `describe`. */
const lineStart = new RegExp(`^(\\s*(?:- )?"?[\\w.-]{0,80}?${word}"?:[ \\t]+)(\\S.*)$`, "i");
/** A quote that may be escaped, several times over in JSON within JSON. */
const quote = "\\\\{0,7}[\"']";
/** The name in the middle of a line, tight against its value or quoted: `password=x`, `--token=x`, `"secret":"x"`. */
const inline = new RegExp(
  `(${word}(?:${quote})?(?:[ \\t]{0,3}=[ \\t]{0,3}|:|${quote}\\s*:\\s*)(?:${quote})?)([^\\s"'\\\\,;&)}\\]]{1,4096})`,
  "gi",
);
/** The name in the middle of a line with a blank behind its colon: only what looks random is a secret there, names of objects are not. */
const spaced = new RegExp(`(${word}"?:[ \\t]{1,3}"?)([A-Za-z0-9+/_]{16,8192}={0,2})(?![\\w./-])`, "gi");
const argument = new RegExp(`(--[\\w-]{0,60}?${word}[ \\t]+)([^\\s"'-][^\\s"']{0,1024})`, "gi");
const envName = new RegExp(`^\\s*(?:- )?"?name"?:\\s*"?[\\w.-]{0,120}${word}"?,?\\s*$`, "i");
const envValue = /^(\s*(?:- )?"?value"?:\s*)(.*?)(,?)$/;
const suggestive = new RegExp(word, "i");

/** Whether what stands under this name is a secret by the name alone. */
export function suggestsSecret(name: string): boolean {
  return suggestive.test(name);
}

export function hideNamedValues(text: string, hide: Hide): string {
  if (!suggestive.test(text)) return text;
  let underSecretName = false;
  return text
    .split("\n")
    .map((line) => {
      const hidden = underSecretName
        ? line.replace(envValue, (_, key, value, comma) => key + hideValue(value, hide) + comma)
        : hideLine(line, hide);
      underSecretName = envName.test(line);
      return hidden;
    })
    .join("\n");
}

function hideLine(line: string, hide: Hide): string {
  if (line.length > 100_000 || !suggestive.test(line)) return line;
  const start = lineStart.exec(line);
  if (start !== null && !/["'{[]\s*$/.test(start[1]!)) return start[1] + hideValue(start[2]!, hide);
  return line
    .replace(inline, (whole, key: string, value: string, at: number) =>
      isPlain(value) || isComplaint(line, at, key) ? whole : key + hide("value", value),
    )
    .replace(argument, (whole, key: string, value: string) => (isPlain(value) ? whole : key + hide("value", value)))
    .replace(spaced, (whole, key: string, value: string) => (/\d/.test(value) ? key + hide("value", value) : whole));
}

/** What a quoted name belongs to when it is spoken of: `secret "db-password"`. */
const spokenOf =
  /(?:^|[\s(:["'=])(?:secrets?|tokens?|keys?|credentials?|configmaps?|resources?|volumes?|entry|item|path|get(?:ting)?|read(?:ing)?|fetching|fetch|find(?:ing)?|load(?:ing)?|resolv(?:e|ing)|sync(?:ing)?) \\{0,7}["'][\w./-]{0,120}$/i;
/** How programs go on behind a name to say what went wrong with it; a closed list, as whatever else stands there may be the value. */
const complaint =
  /^(?:Error (?:making|reading|getting|fetching|while|from) \w|not found\b|permission denied\b|access denied\b|is forbidden\b|forbidden(?::|$)|unauthorized(?: request|:|$)|key missing in \w|no such (?:secret|key|file|host)\b|already exists\b|does not exist\b|Code: \d{3}\b|status code:? \d{3}\b|(?:Get|Post|Put|List) \\{0,7}"https?:\/\/|dial tcp\b|context deadline exceeded\b|(?:(?:failed|unable) to|(?:could|can) ?not(?: be)?) (?:get|find|found|fetch|read|load|list|decode|decrypt|parse|access|resolve|connect|retrieve|sync|unmarshal|validate|verify)\w{0,4}\b|timed out\b|rpc error: |connection refused\b|unexpected status\b|references non-existent\b)/;

/** Prose about an object with such a name, not a value under it: `secret "db-password": Error making API request`. */
function isComplaint(line: string, at: number, key: string): boolean {
  if (!/["']:[ \t]+$/.test(key)) return false;
  return (
    complaint.test(line.slice(at + key.length, at + key.length + 200)) &&
    spokenOf.test(line.slice(Math.max(0, at - 160), at))
  );
}

function hideValue(value: string, hide: Hide): string {
  const match = /^(["']?)(.*?)(["']?,?)$/.exec(value.trimEnd());
  const inner = match?.[2] ?? value;
  if (isPlain(inner)) return value;
  return `${match?.[1] ?? ""}${hide("value", inner)}${match?.[3] ?? ""}`;
}

/** Not a secret whatever its name: sizes, references, switches, counts, placeholders, and the openings of nested values. */
function isPlain(value: string): boolean {
  return (
    value === "" ||
    /^\d+ bytes$/.test(value) ||
    /^(?:true|false|null|none|nil|yes|no|undefined|invalid|expired|missing|required|empty|\*+|x{3,}|-|~|\|[-+]?|>[-+]?|\d{1,7})$/i.test(
      value,
    ) ||
    /^<.*>(?:\s+Optional: \w+)?$/.test(value) ||
    /^[[{(]/.test(value) ||
    /^\$[({\w]/.test(value) ||
    value.startsWith("[redacted:")
  );
}
