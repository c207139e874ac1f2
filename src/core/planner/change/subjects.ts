import { kubectl } from "../command-line.ts";
import type { Question } from "../question/understand.ts";
import { type Change, changed } from "./form.ts";

/** `add user eve to the role binding auditors`: who a binding that is there holds for besides. */
export function subjectsOfBinding(question: Question, place: string): Change | null {
  const { plain, text, targets } = question;
  const binding = targets.find(({ kind }) => kind !== null && /RoleBinding$/.test(kind.kind));
  if (!/^(?:\w+ )?(?:add|put|include|bind)\b/.test(plain) || binding?.kind === undefined || binding.kind === null)
    return null;
  const said = text.slice(0, 1000);
  const user = /\busers? ["'`]?([A-Za-z0-9][\w.@:-]{0,100})/i.exec(said)?.[1];
  const group = /\bgroups? ["'`]?([A-Za-z0-9][\w.@:-]{0,100})/i.exec(said)?.[1];
  const account = /\b(?:service ?account|sa) ["'`]?([a-z0-9][a-z0-9-]*):([a-z0-9][a-z0-9.-]*)/i.exec(said);
  const flags = [
    user !== undefined && `--user=${user}`,
    group !== undefined && `--group=${group}`,
    account !== null && `--serviceaccount=${account[1]}:${account[2]}`,
  ];
  if (flags.every((flag) => flag === false) || /\brole ["'`]?[a-z]/i.test(said.replace(/\brole ?-?bindings?\b/gi, "")))
    return null;
  const where = binding.kind.namespaced ? place : "";
  return changed(
    kubectl("set subject", binding.kind.singular, binding.name, ...flags, where),
    "Adds them to those for whom the binding holds.",
    {
      command: kubectl("get", binding.kind.singular, binding.name, where, "-o wide"),
      reason: "Shows for whom the binding holds.",
    },
  );
}
