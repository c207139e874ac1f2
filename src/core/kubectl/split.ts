/**
 * Cuts a text that people or models write (several lines, `a && b; c`, code fences, `$ ` prompts) into command lines, to be parsed
 * one by one. Cuts only outside quotes. What is no command stays in the result, for the parser to refuse.
 */
export function splitCommands(text: string): string[] {
  const lines = text
    .split(/\r?\n/)
    .filter((line) => !/^\s*(?:```|~~~)/.test(line))
    .map((line) => line.replace(/^\s*[$#%>]\s+(?=kubectl\b)/, ""));
  return cut(lines.join("\n"))
    .map((part) => part.trim().replace(/^[$#%>]\s+(?=kubectl\b)/, ""))
    .filter((part) => part !== "" && !part.startsWith("#"));
}

function cut(text: string): string[] {
  const parts: string[] = [];
  let start = 0;
  let quote = "";
  for (let at = 0; at < text.length; at++) {
    const char = text[at]!;
    if (char === "\\" && quote !== "'") at += 1;
    else if (quote !== "") quote = char === quote ? "" : quote;
    else if (char === "'" || char === '"') quote = char;
    else {
      const length = separatorAt(text, at);
      if (length === 0) continue;
      parts.push(text.slice(start, at));
      at += length - 1;
      start = at + 1;
    }
  }
  return [...parts, text.slice(start)];
}

function separatorAt(text: string, at: number): number {
  const char = text[at]!;
  if (char === "&" && text[at + 1] === "&") return 2;
  if (char === ";") return 1;
  return char === "\n" && !/\|\s*$/.test(text.slice(0, at).slice(-40)) ? 1 : 0;
}
