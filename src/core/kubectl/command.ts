/** One flag as given: the canonical long name without dashes, its value (booleans as "true"/"false"), and where in the text it stands. */
export type Flag = { readonly name: string; readonly value: string; readonly position: number };

/** One stage of a pipeline behind kubectl, evaluated in the process, never by a shell: `grep -v Running`. */
export type Filter = { readonly program: string; readonly args: readonly string[] };

/**
 * A kubectl command line, completely understood. Only the parser makes one; only `Cluster.run` uses one.
 * `verb` is the canonical sub-command path joined by one blank (`get`, `rollout status`, `auth can-i`),
 * `args` what follows it without the flags, `trailing` what follows `--` (absent when there was no `--`).
 * `stdin` is the text of `-f -`, taken from the command's `files` or `stdin`, when there is one.
 */
export type KubectlCommand = {
  readonly verb: string;
  readonly flags: readonly Flag[];
  readonly args: readonly string[];
  readonly trailing?: readonly string[];
  readonly filters: readonly Filter[];
  readonly stdin?: string;
};

/** Why a text is not taken as a command. `position` counts UTF-16 units from the start of the text, `found` is the piece at fault. */
export type Refusal = { readonly position: number; readonly found: string; readonly reason: string };

export type ParseResult =
  | { readonly ok: true; readonly command: KubectlCommand }
  | { readonly ok: false; readonly refusal: Refusal };
