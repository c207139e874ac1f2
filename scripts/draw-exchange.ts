import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Asks the terminal client a question about the demo cluster and draws what it printed, colours and all: docs/exchange.svg. */
const root = join(import.meta.dirname, "..");
const question = "why is checkout failing?";
const columns = 132;
const [fontSize, lineHeight, charWidth, margin] = [13, 19, 7.83, 18];
const colours: Record<string, string> = {
  "31": "#ff7b72",
  "32": "#7ee787",
  "33": "#e3b341",
  "36": "#79c0ff",
  "1": "#ffffff",
  "2": "#8b949e",
};

const lines = [`\u001b[1m$ npm run ask -- --yes "${question}"\u001b[22m`, ...asked().split("\n")].flatMap(wrap);
const height = lines.length * lineHeight + 2 * margin;
const width = Math.round(columns * charWidth + 2 * margin);
const text = lines.map(
  (line, index) => `<text x="${margin}" y="${margin + (index + 0.75) * lineHeight}">${spans(line)}</text>`,
);
writeFileSync(
  join(root, "docs/exchange.svg"),
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="A question to kubetriage and its answer, in a terminal">
<rect width="100%" height="100%" rx="8" fill="#0d1117"/>
<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="${fontSize}" fill="#e6edf3" xml:space="preserve">
${text.join("\n")}
</g>
</svg>
`,
);

function asked(): string {
  const home = mkdtempSync(join(tmpdir(), "kubetriage-exchange-"));
  const env = {
    PATH: process.env.PATH,
    HOME: home,
    FORCE_COLOR: "1",
    KUBETRIAGE_CLUSTER: "demo",
    KUBETRIAGE_MODEL: "builtin",
  };
  const result = spawnSync(process.execPath, [join(root, "src/main/cli.ts"), "ask", "--yes", question], {
    encoding: "utf8",
    env,
  });
  rmSync(home, { recursive: true });
  if (result.status !== 0) throw new Error(result.stderr);
  return result.stdout.trimEnd();
}

/** Long lines are wrapped at a blank and continued with their own indentation; painted ones are clipped. */
function wrap(line: string): string[] {
  const plain = line.replace(/\u001b\[\d+m/g, "");
  if (plain.length <= columns) return [line];
  if (plain !== line) return [`\u001b[2m${plain.slice(0, columns - 1)}…`];
  const indent = /^ */.exec(line)![0];
  const cut = line.lastIndexOf(" ", columns);
  const at = cut > indent.length + 20 ? cut : columns;
  return [line.slice(0, at), ...wrap(`${indent}${line.slice(at).trimStart()}`)];
}

function spans(line: string): string {
  let colour: string | undefined;
  return line
    .split(/(\u001b\[\d+m)/)
    .map((piece) => {
      const code = /^\u001b\[(\d+)m$/.exec(piece)?.[1];
      if (code === undefined)
        return piece === "" ? "" : `<tspan${colour === undefined ? "" : ` fill="${colour}"`}>${escaped(piece)}</tspan>`;
      colour = colours[code];
      return "";
    })
    .join("");
}

function escaped(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}
