import { once } from "node:events";
import { parseArgs } from "node:util";
import { type AuditRow, verifyAudit } from "../adapters/store/audit-chain.ts";
import { type AuditFile, openAuditFile } from "../adapters/store/audit-file.ts";
import { Fault } from "../core/faults/fault.ts";
import { readConfig } from "./config.ts";
import { databasePath } from "./data-folder.ts";
import type { Environment } from "./environment.ts";

const usage = `kubetriage audit verify [--holds HASH]   walk the chain; exit code 1 and the first broken row when it is broken
kubetriage audit export                  every row as JSON Lines on stdout

  --holds HASH   a head that verify printed earlier: it has to be in the chain, so that a chain made anew is noticed

Both read the data folder (KUBETRIAGE_DATA_DIR) and may run beside the service.
`;

/** Checks or prints the audit of the data folder. Answers the exit code. */
export async function auditVerb(args: string[], environment: Environment): Promise<number> {
  const { values, positionals } = readArguments(args);
  const [what, ...more] = positionals;
  if (values.help) return print(usage);
  if ((what !== "verify" && what !== "export") || more.length > 0)
    throw new Fault("bad-request", `"${positionals.join(" ")}": verify or export was expected.\n${usage}`);
  const file = openAuditFile(databasePath(readConfig(environment), environment));
  try {
    return what === "verify" ? verify(file, values.holds) : await exportRows(file);
  } finally {
    file.close();
  }
}

function readArguments(args: string[]) {
  const options = { holds: { type: "string" }, help: { type: "boolean", short: "h", default: false } } as const;
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw new Fault("bad-request", `${(error as Error).message}\n${usage}`);
  }
}

function verify(file: AuditFile, expected: string | undefined): number {
  const lastSeq = file.lastSeq();
  const verdict = verifyAudit(file.rows(), lastSeq, expected);
  if (!verdict.ok) {
    process.stderr.write(`The audit is broken at row ${verdict.seq}: ${verdict.problem}.\n`);
    return 1;
  }
  print(`The audit is whole: ${verdict.rows} rows, head ${verdict.head}\n`);
  if (verdict.unfinished.length > 0)
    print(`Started, and no outcome is recorded: rows ${verdict.unfinished.join(", ")}\n`);
  return 0;
}

/** Row by row, in constant memory; waits while the reader is slow. */
async function exportRows(file: AuditFile): Promise<number> {
  for (const row of file.rows()) if (!process.stdout.write(lineOf(row))) await once(process.stdout, "drain");
  return 0;
}

/** The body stays the very text that was hashed: anybody can check the chain from the export alone. */
function lineOf({ seq, previous, hash, body }: AuditRow): string {
  return `${JSON.stringify({ seq, previous, hash }).slice(0, -1)},"entry":${body}}\n`;
}

function print(text: string): number {
  process.stdout.write(text);
  return 0;
}
