import type { KubernetesObject } from "../api-client.ts";
import type { Program } from "./program.ts";

/** What one container sees once it runs. */
export type Inside = {
  readonly pod: KubernetesObject;
  readonly container: any;
  readonly program: Program;
  readonly environment: ReadonlyMap<string, string>;
  /** Current contents of a file of a volume or the image; undefined when there is none. */
  file(path: string): string | undefined;
  readonly mounts: readonly { readonly path: string; readonly readOnly: boolean }[];
};

/** Puts variables into a line: `${NAME}`; one that is not set becomes empty. */
export function fillIn(line: string, variables: ReadonlyMap<string, string>): string {
  return line.replace(/\$\{(\w+)\}/g, (_, name: string) => variables.get(name) ?? "");
}

/** The ports the program listens on, given its environment. */
export function portsOf(inside: Pick<Inside, "program" | "environment">): number[] {
  return (inside.program.listens ?? []).map((port) =>
    typeof port === "number" ? port : Number(inside.environment.get(port.env) || port.otherwise),
  );
}

/** The command line of the container: command and args of the spec; the image's own entry point is unnamed. */
export function commandLine(container: any): readonly string[] {
  return [...(container.command ?? []), ...(container.args ?? [])];
}
