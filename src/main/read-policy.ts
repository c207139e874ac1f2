import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";
import { Fault } from "../core/faults/fault.ts";
import { defaultPolicy, type Policy } from "../core/policy/decide.ts";

const namespaces = z.array(z.string().regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/, "a namespace name was expected"));

const policyFile = z.strictObject({
  mode: z.enum(["read-only", "approve"]).default(defaultPolicy.mode),
  sensitiveReads: z.enum(["ask", "run", "refuse"]).default(defaultPolicy.sensitiveReads),
  protectedNamespaces: namespaces.default([...defaultPolicy.protectedNamespaces]),
  visibleNamespaces: namespaces
    .nullable()
    .default(defaultPolicy.visibleNamespaces ? [...defaultPolicy.visibleNamespaces] : null),
  frozen: z.boolean().default(defaultPolicy.frozen),
});

/** The policy of the file that KUBETRIAGE_POLICY names; the default one when it names none. A file that is not understood whole stops the start. */
export function readPolicy(path: string | undefined): Policy {
  if (path === undefined) return defaultPolicy;
  const parsed = policyFile.safeParse(readYaml(path));
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join(".") || "the file"}: ${issue.message}`);
  throw wrong(path, problems.join("; "));
}

function readYaml(path: string): unknown {
  try {
    return parse(readFileSync(path, "utf8")) ?? {};
  } catch (error) {
    throw wrong(path, (error as NodeJS.ErrnoException).code ?? (error as Error).message);
  }
}

function wrong(path: string, problem: string): Fault {
  return new Fault("bad-configuration", `KUBETRIAGE_POLICY=${JSON.stringify(path)}: ${problem}.`);
}
