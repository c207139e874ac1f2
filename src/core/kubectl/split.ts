/**
 * Cuts a text that people or models write (several lines, `a && b; c`, code fences, `$ ` prompts) into command lines, to be parsed
 * one by one. Cuts only outside quotes; comments are left out. What is no command stays in the result, for the parser to refuse.
 */
export function splitCommands(text: string): string[] {
  const lines = text
    .split(/\r?\n/)
    .filter((line) => !/^\s*(?:```|~~~)/.test(line))
    .map((line) => line.replace(/^\s*[$%>]\s+(?=kubectl\b)/, ""));
  return cut(lines.join("\n"))
    .map((part) => part.trim().replace(/^[$%>]\s+(?=kubectl\b)/, ""))
    .filter((part) => part !== "");
}

function cut(text: string): string[] {
  const parts = [""];
  const add = (piece: string) => {
    parts[parts.length - 1] += piece;
  };
  let quote = "";
  for (let at = 0; at < text.length; at++) {
    const char = text[at]!;
    const length = quote === "" ? separatorAt(text, at) : 0;
    if (char === "\\" && quote !== "'") add(text.slice(at, ++at + 1));
    else if (length > 0) {
      parts.push("");
      at += length - 1;
    } else if (quote === "" && char === "#" && /(?:^|\s)$/.test(parts.at(-1)!.slice(-1))) at = endOfLine(text, at) - 1;
    else {
      if (quote !== "") quote = char === quote ? "" : quote;
      else if (char === "'" || char === '"') quote = char;
      add(char);
    }
  }
  return parts;
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end < 0 ? text.length : end;
}

function separatorAt(text: string, at: number): number {
  const char = text[at]!;
  if (char === "&" && text[at + 1] === "&") return 2;
  if (char === ";") return 1;
  return char === "\n" && !/\|\s*$/.test(text.slice(0, at).slice(-40)) ? 1 : 0;
}
