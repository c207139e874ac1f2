import type { ClusterView, ObjectRef } from "../../evidence/observed.ts";
import type { LogReading } from "./logs-of-view.ts";

/** `Jun 18 05:10:11 worker-7 kubelet[1201]: ...` */
const header =
  /^(?:[A-Z][a-z]{2} [ \d]\d [\d:]{8}|\d{4}-\d\d-\d\dT[\d:.+Z-]{8,24}) (\S{1,253}) (?:kubelet|containerd|kernel|k3s|rke2|dockerd|crio|systemd|chronyd)\b/;

/** The node whose journal it is, by the head of its lines or by the command that printed it. */
export const nodeOfLog = (view: ClusterView, log: LogReading): readonly ObjectRef[] => {
  const line = log.tail[0];
  if (line === undefined || !/journalctl|dmesg|kubelet|\bnode\//.test(`${line.command} ${line.text}`)) return [];
  const host = header.exec(line.text)?.[1]?.split(".")[0];
  const words = new Set(line.command.split(/[\s/@:=]/));
  return view
    .of("Node")
    .map((node) => node.ref)
    .filter(({ name }) => name.split(".")[0] === host || words.has(name))
    .slice(0, 1);
};
