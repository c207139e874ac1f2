import type { ContainerRecord } from "./container-record.ts";
import { holds } from "./holds.ts";
import type { Inside } from "./inside.ts";
import type { World } from "./world.ts";

/** What a probe of a container gives: undefined when it succeeds, otherwise the output that the kubelet puts into its event. */
export async function probe(
  spec: any,
  inside: Inside,
  record: ContainerRecord,
  podIP: string,
  world: World,
): Promise<string | undefined> {
  if (spec.exec) return probeExec(spec.exec.command ?? [], inside);
  const handler = spec.httpGet ?? spec.tcpSocket ?? spec.grpc;
  const port = portNumber(handler.port, inside.container);
  const address = `${handler.host ?? podIP}:${port}`;
  const isOpen = record.listening.has(port);
  if (spec.grpc) {
    return isOpen
      ? undefined
      : `timeout: failed to connect service "${address}" within ${spec.timeoutSeconds ?? 1}s: context deadline exceeded`;
  }
  if (spec.tcpSocket) return isOpen ? undefined : `dial tcp ${address}: connect: connection refused`;
  const path = handler.path ?? "/";
  const url = `${(handler.scheme ?? "HTTP").toLowerCase()}://${address}${path}`;
  if (!isOpen) return `Get "${url}": dial tcp ${address}: connect: connection refused`;
  if (handler.scheme === "HTTPS") return `Get "${url}": http: server gave HTTP response to HTTPS client`;
  const status = await answerOf(path, inside, world);
  return status >= 200 && status < 400 ? undefined : `HTTP probe failed with statuscode: ${status}`;
}

/** The HTTP status with which the program answers a path now. */
async function answerOf(path: string, inside: Inside, world: World): Promise<number> {
  const { answers } = inside.program;
  if (answers === undefined) return 200;
  const answer = Object.entries(answers).find(([each]) => each === path.split("?")[0])?.[1];
  if (answer === undefined) return 404;
  if (typeof answer === "number") return answer;
  return (await holds(answer.needs, inside, world)).holds ? answer.status : answer.otherwise;
}

/** Commands that every image is taken to have: `cat` and `test -f` look at files, `true` and `false` are themselves. */
function probeExec(command: readonly string[], inside: Inside): string | undefined {
  const words = command[1] === "-c" ? (command[2] ?? "").trim().split(/\s+/) : command;
  const [name = "", ...args] = words;
  if (name === "false") return "";
  const file = args.at(-1) ?? "";
  if (name === "cat" && inside.file(file) === undefined)
    return `cat: can't open '${file}': No such file or directory\n`;
  if ((name === "test" || name === "[") && inside.file(args[1] ?? "") === undefined) return "";
  const { executables } = inside.program;
  if (executables !== undefined && !executables.includes(command[0] ?? ""))
    return `rpc error: code = Unknown desc = failed to exec in container: failed to start exec: OCI runtime exec failed: exec failed: unable to start container process: exec: "${command[0]}": executable file not found in $PATH: unknown`;
  return undefined;
}

function portNumber(port: number | string, container: any): number {
  if (typeof port === "number") return port;
  return container.ports?.find(({ name }: any) => name === port)?.containerPort ?? Number(port);
}
