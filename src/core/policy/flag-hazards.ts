import type { Flag, KubectlCommand } from "../kubectl/command.ts";
import { flagOf, outputOf } from "../kubectl/targets.ts";
import { verbNamed } from "../kubectl/verbs.ts";
import { bounded } from "./bounded.ts";
import { forbidden, type Hazard } from "./hazard.ts";

/** What the flags of a command bring about by themselves: another identity or server, local files, a terminal, secrets in logs. */
export function flagHazards(command: KubectlCommand): readonly Hazard[] {
  return [
    ...command.flags.flatMap((flag) => globalHazard(flag, command) ?? []),
    ...command.flags.flatMap((flag) => ownHazard(flag, command) ?? []),
    ...terminalHazards(command),
    ...outputHazards(command),
  ];
}

const identity = "chooses another server or identity than the one this thread is connected with; leave it out";

/** The one use of another identity that changes nothing and shows no object: a review of what that one may do. */
const asksForAnother: Hazard = {
  risk: "sensitive",
  reason: "asks the API server in somebody else's name what that one may do",
};

/** Flags of every verb (`kubectl options`) that are never taken from a command, and why. */
const forbiddenGlobals: ReadonlyMap<string, string> = new Map([
  ...(
    "as as-group as-uid as-user-extra certificate-authority client-certificate client-key cluster context " +
    "insecure-skip-tls-verify kubeconfig password server tls-server-name token user username"
  )
    .split(" ")
    .map((name) => [name, identity] as const),
  ["cache-dir", "writes files into a folder of its choice; leave it out"],
  ["kuberc", "reads a local file that can change what the command does; leave it out"],
  ["profile", "writes a profile to a local file; leave it out"],
  ["profile-output", "writes a local file; leave it out"],
]);

function globalHazard(flag: Flag, command: KubectlCommand): Hazard | null {
  if (verbNamed(command.verb)?.flags.has(flag.name)) return null;
  if (command.verb === "auth can-i" && (flag.name === "as" || flag.name === "as-group")) return asksForAnother;
  const reason = forbiddenGlobals.get(flag.name);
  if (reason !== undefined) return forbidden(`--${flag.name} ${reason}`);
  if (flag.name === "vmodule" || (flag.name === "v" && Number(flag.value) > 6)) {
    return {
      risk: "sensitive",
      reason: `--${flag.name}=${flag.value} prints headers and bodies of requests; --v=6 shows the requests alone`,
    };
  }
  return null;
}

const localFile = "reads a local file; send its text with the command and use `-f -`";

/** Flags of single verbs that touch files of this machine, or lower its guard. */
const forbiddenOwn: ReadonlyMap<string, string> = new Map([
  ["kustomize", "reads local files or a URL; send the manifests with the command and use `-f -`"],
  ["output-directory", "writes local files; without it the dump is printed"],
  ["patch-file", "reads a local file; use `--patch` with the patch itself"],
  ["from-file", "reads a local file; use `--from-literal`, or `-f -` with a manifest"],
  ["from-env-file", "reads a local file; use `--from-literal`, or `-f -` with a manifest"],
  ["cert", "reads a local file; use `-f -` with a manifest"],
  ["key", "reads a local file; use `-f -` with a manifest"],
  ["kuberc", "reads a local file; leave it out"],
  ["custom", "reads a local file; leave it out, or send the whole pod with `-f -`"],
  ["insecure-skip-tls-verify-backend", "would not check who answers; leave it out"],
]);

function ownHazard(flag: Flag, command: KubectlCommand): Hazard | null {
  if (!verbNamed(command.verb)?.flags.has(flag.name)) return null;
  if (flag.name === "filename") return flag.value === "-" ? null : forbidden(`--filename ${localFile}`);
  const reason = forbiddenOwn.get(flag.name);
  return reason === undefined || flag.value === "false" ? null : forbidden(`--${flag.name} ${reason}`);
}

function terminalHazards(command: KubectlCommand): readonly Hazard[] {
  const isOn = (name: string) => flagOf(command, name) === "true";
  if (isOn("stdin") || isOn("tty") || isOn("leave-stdin-open")) {
    return [forbidden(`-i and -t need a terminal, and there is none; use \`${withoutTerminal(command)}\``)];
  }
  if (isOn("edit")) return [forbidden("--edit opens an editor; send the manifest with `-f -`")];
  if (isOn("interactive"))
    return [forbidden("-i waits for an answer on a terminal; approving the command is the answer")];
  return [];
}

/** The same without a terminal; a bare shell would end at once, so there the form alone is named. */
function withoutTerminal(command: KubectlCommand): string {
  const [program, ...rest] = command.trailing ?? [];
  const isShell = program === undefined || (rest.length === 0 && /^(?:\/bin\/)?\w*sh$/.test(program));
  if (command.verb === "attach") return "kubectl logs POD --tail=200";
  if (command.verb === "exec" && isShell) return "kubectl exec POD -- COMMAND";
  const needsAttach = command.verb !== "exec" && flagOf(command, "attach") !== "true";
  return bounded(command, ["stdin", "tty", "leave-stdin-open"], needsAttach ? [["attach", "true"]] : []);
}

function outputHazards(command: KubectlCommand): readonly Hazard[] {
  const output = outputOf(command);
  if (!output.endsWith("file")) return [];
  return [forbidden(`-o ${output} reads a local file; use the inline form (jsonpath=, go-template=, custom-columns=)`)];
}
