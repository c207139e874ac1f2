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
    .replace(inline, (whole, key: string, value: string) => (isPlain(value) ? whole : key + hide("value", value)))
    .replace(argument, (whole, key: string, value: string) => (isPlain(value) ? whole : key + hide("value", value)))
    .replace(spaced, (whole, key: string, value: string) => (/\d/.test(value) ? key + hide("value", value) : whole));
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
