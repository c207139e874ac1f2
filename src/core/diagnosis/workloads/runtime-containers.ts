import type { ClusterView, ObjectRef } from "../../evidence/observed.ts";
import { memo } from "../objects/memo.ts";

/** A container as the runtime of a node lists it (`crictl ps -a`, `docker ps -a`). */
export type RuntimeContainer = {
  readonly id: string;
  readonly name: string;
  readonly pod: ObjectRef;
  readonly isRunning: boolean;
  readonly restarts: number;
};

const ofCri =
  /^([0-9a-f]{10,64})\s{1,60}\S{1,300}\s{1,60}[\w ]{1,40} ago\s{1,60}(Running|Exited|Created|Unknown)\s{1,60}(?:(?<attempt>\d{1,6})\s{1,60}(?<name>[a-z][\w.-]{0,119})|(?<first>[a-z][\w.-]{0,119})\s{1,60}(?<second>\d{1,6}))(?:\s{1,60}[0-9a-f]{10,64})?(?:\s{1,60}(?<pod>[\w.-]{1,253}))?(?:\s{1,60}(?<space>[\w-]{1,63}))?/;
const ofDocker =
  /^([0-9a-f]{10,64})\s.{1,300}\sk8s_([\w.-]{1,120})_([\w.-]{1,253})_([\w-]{1,63})_[\w-]{8,64}_(\d{1,6})\s*$/;

/** The containers that outputs of a runtime's client list, in the order in which they stand there. */
export const runtimeContainers = memo((view: ClusterView): readonly RuntimeContainer[] =>
  view.evidence
    .filter(({ command }) => /\b(?:crictl|docker|nerdctl|podman)\b[^\n|]{0,80}\bps\b/.test(command))
    .flatMap(({ stdout }) => stdout.slice(0, 100_000).split("\n").slice(0, 500))
    .flatMap((row): RuntimeContainer[] => {
      const cri = ofCri.exec(row);
      if (cri) {
        const { attempt, name: behind, first, second, pod, space } = cri.groups!;
        const name = (first ?? behind)!;
        return [
          {
            id: cri[1]!,
            name,
            pod: { kind: "Pod", namespace: space ?? spaceOf(name), name: pod ?? name },
            isRunning: cri[2] === "Running",
            restarts: Number(second ?? attempt),
          },
        ];
      }
      const docker = ofDocker.exec(row);
      if (docker === null) return [];
      const [, id, name, pod, namespace, attempt] = docker;
      const isRunning = !/\bExited \(/.test(row);
      return [
        {
          id: id!,
          name: name!,
          pod: { kind: "Pod", namespace: namespace!, name: pod! },
          isRunning,
          restarts: Number(attempt),
        },
      ];
    }),
);

const parts = /\b(kube-apiserver|kube-scheduler|kube-controller-manager|kube-proxy|etcd)\b/;

/** Parts of the control plane have a namespace of their own. */
const spaceOf = (name: string): string => (parts.test(name) ? "kube-system" : "default");

/** Whose log a command prints that asks the runtime, or reads the files in which it keeps logs. */
export const writerAtRuntime = (
  view: ClusterView,
  command: string,
):
  | { readonly pod: ObjectRef; readonly container: string; readonly known: RuntimeContainer | undefined }
  | undefined => {
  const file =
    /\/var\/log\/pods\/([\w-]{1,63})_([\w.-]{1,253})_[\w-]{8,64}\/([\w.-]{1,120})\//.exec(command) ??
    /\/var\/log\/pods\/([\w-]{1,63})_([\w.-]{1,253}?)[_*]/.exec(command);
  if (file) return { pod: podOf(file[1]!, file[2]!), container: file[3] ?? "", known: undefined };
  const link = /\/var\/log\/containers\/([\w.-]{1,253}?)_([\w-]{1,63})_([\w.-]{1,120}?)[-*]/.exec(command);
  if (link) return { pod: podOf(link[2]!, link[1]!), container: link[3]!, known: undefined };
  if (!/\b(?:crictl|docker|nerdctl|podman)\b[^\n|]{0,80}\blogs\b/.test(command)) return undefined;
  const words = command.slice(command.indexOf("logs") + 4).split(/[\s"'`]+/);
  const ids = words.filter((word) => /^[0-9a-f]{4,64}$/.test(word));
  const known = runtimeContainers(view).find(({ id }) =>
    ids.some((word) => id.startsWith(word) || word.startsWith(id)),
  );
  if (known) return { pod: known.pod, container: known.name, known };
  const named = parts.exec(words.join(" "))?.[1];
  if (named === undefined) return undefined;
  const listed = runtimeContainers(view).find(({ name }) => name === named);
  return { pod: listed?.pod ?? podOf("kube-system", named), container: named, known: listed };
};

const podOf = (namespace: string, name: string): ObjectRef => ({
  kind: "Pod",
  namespace,
  name: name.replace(/[-*]+$/, ""),
});
